import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';

const lookMs = 2_000;

/** A beat older than this, or a timer overdue by more, means that nobody can rely on escalation. */
const lateMs = 10_000;

/**
 * Watches the engine from every process, also from one whose own engine is dead: a room whose alerts do not
 * climb any more must say so on every screen.
 */
@Injectable()
export class Watchdog implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly database: DataSource;
  private timer: NodeJS.Timeout | undefined;
  private silentMs = 0;

  constructor(database: DataSource) {
    this.database = database;
  }

  /** How late the engine is, in milliseconds; nothing while it keeps its time. */
  get late(): number | undefined {
    return this.silentMs > lateMs ? this.silentMs : undefined;
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.look(), lookMs);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    try {
      const rows: { silent_ms: number }[] = await this.database.query(
        `select greatest(late_ms, extract(epoch from clock_timestamp() - at) * 1000)::integer as silent_ms
         from engine_heartbeat`,
      );
      // Before the first beat of a new room there is nothing to be late for.
      this.silentMs = rows[0]?.silent_ms ?? 0;
    } catch {
      // Without the database nothing climbs either.
      this.silentMs += lookMs;
    }
  }
}
