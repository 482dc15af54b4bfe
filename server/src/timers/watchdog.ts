import { Injectable } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Clock } from '../platform/clock.ts';

const lookMs = 2_000;

/** A beat older than this, or a timer overdue by more, means that nobody can rely on escalation. */
const lateMs = 10_000;

/**
 * Asks the database every two seconds for its time and for the engine's beat. It watches from every process, also from one whose own engine is dead: a room whose alerts do not
 * climb any more must say so on every screen.
 */
@Injectable()
export class Watchdog implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly database: DataSource;
  private readonly clock: Clock;
  private timer: NodeJS.Timeout | undefined;
  /** What the database last said, and when it was asked: without an answer it grows older by itself. */
  private silentMs = 0;
  private askedAt: number;

  constructor(database: DataSource, clock: Clock) {
    this.database = database;
    this.clock = clock;
    this.askedAt = clock.elapsedMs();
  }

  /** How late the engine is, in milliseconds; nothing while it keeps its time. */
  get late(): number | undefined {
    const late = Math.round(this.silentMs + this.clock.elapsedMs() - this.askedAt);
    return late > lateMs ? late : undefined;
  }

  async onApplicationBootstrap(): Promise<void> {
    this.askedAt = this.clock.elapsedMs();
    await this.look();
    this.timer = setInterval(() => void this.look(), lookMs);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async look(): Promise<void> {
    const askedAt = this.clock.elapsedMs();
    try {
      const rows: { now: Date; silent_ms: number | null }[] = await this.database.query(
        `select t1_now() as now, (
           select least(greatest(late_ms, extract(epoch from clock_timestamp() - at) * 1000), 2000000000)::integer
           from engine_heartbeat) as silent_ms`,
      );
      const heard = rows[0];
      if (heard === undefined) return;
      this.clock.follow(heard.now, askedAt);
      if (heard.silent_ms === null) return;
      this.silentMs = heard.silent_ms;
      this.askedAt = askedAt;
    } catch {
      // Without the database nothing climbs either, and what it said last grows older.
    }
  }
}
