import { gzip } from 'node:zlib';
import { promisify } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { Scope } from '@t1/shared/jurisdiction';
import { audienceKey } from '@t1/shared/jurisdiction';
import type { EntityManager } from 'typeorm';
import { DataSource } from 'typeorm';
import { EventLog } from '../event-log/event-log.ts';
import { Clock } from '../platform/clock.ts';
import { encodeCursor, scopeTag } from './cursor.ts';

const compress = promisify(gzip);

/** How long one snapshot serves everybody of its audience: a storm of screens that return reads once. */
const sharedMs = 1_000;

/** Reads one part of the state that a scope may see. */
export type SnapshotPart = (tx: EntityManager, scope: Scope) => Promise<unknown>;

interface Shared {
  readonly madeMs: number;
  readonly bytes: Promise<Buffer>;
}

/** The state at one position of the log. Features register their parts; this room knows none of them. */
@Injectable()
export class Snapshot {
  private readonly database: DataSource;
  private readonly log: EventLog;
  private readonly clock: Clock;
  private readonly parts = new Map<string, SnapshotPart>();
  private readonly shared = new Map<string, Shared>();

  constructor(database: DataSource, log: EventLog, clock: Clock) {
    this.database = database;
    this.log = log;
    this.clock = clock;
  }

  /** Adds a part under the name it has in the answer. */
  register(name: string, part: SnapshotPart): void {
    this.parts.set(name, part);
  }

  /** The whole answer, compressed, at most a second old. */
  async compressed(scope: Scope): Promise<Buffer> {
    const key = audienceKey(scope);
    const known = this.shared.get(key);
    if (known !== undefined && this.clock.elapsedMs() - known.madeMs < sharedMs) return known.bytes;
    const fresh: Shared = {
      madeMs: this.clock.elapsedMs(),
      bytes: this.read(scope).then((state) => compress(JSON.stringify(state), { level: 5 })),
    };
    this.shared.set(key, fresh);
    // A failure is not shared with those who come after; whoever waits for it learns of it below.
    fresh.bytes.catch(() => this.shared.get(key) === fresh && this.shared.delete(key));
    return fresh.bytes;
  }

  /** Reads head and state in one snapshot of the database, so that state and cursor belong together. */
  private read(scope: Scope): Promise<Record<string, unknown>> {
    return this.database.transaction('REPEATABLE READ', async (tx) => {
      await tx.query('set transaction read only');
      const head = await this.log.head(tx);
      const state: Record<string, unknown> = {
        cursor: encodeCursor({ ...head, scope: scopeTag(audienceKey(scope)) }),
        seq: head.seq,
        serverNow: (await this.clock.recordedNow(tx)).toISOString(),
      };
      for (const [name, part] of this.parts) state[name] = await part(tx, scope);
      return state;
    });
  }
}
