import { Injectable } from '@nestjs/common';
import type { EventOf, EventType } from '@t1/shared/events';
import type { ActorRef } from '@t1/shared/roles';
import type { EntityManager } from 'typeorm';
import { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { EventRow, LoggedEvent } from './logged-event.ts';
import { eventColumns, fromRow } from './logged-event.ts';

/** What a feature says when something happened. */
export interface NewEvent<T extends EventType> {
  readonly type: T;
  readonly actor: ActorRef;
  readonly subject: string;
  /** The incident whose timeline this belongs to. */
  readonly thread: string | null;
  readonly version: number;
  /** Directorates that see the event; the room sees all. */
  readonly audience: readonly string[];
  /** Directorates that saw the subject before this event and no longer do. */
  readonly withdrawnFrom?: readonly string[];
  readonly data: EventOf<T>['data'];
  readonly detail?: Record<string, unknown>;
}

/** One event as a timeline tells it. */
export interface ThreadEntry {
  readonly seq: number;
  readonly type: string;
  readonly at: string;
  readonly actor: ActorRef;
  readonly subject: string;
  readonly detail?: Record<string, unknown>;
}

/** Where the log stands: its epoch, its last number and the chain there. */
export interface LogHead {
  readonly epoch: string;
  readonly seq: number;
  readonly chain: string;
}

@Injectable()
export class EventLog {
  private readonly database: DataSource;

  constructor(database: DataSource) {
    this.database = database;
  }

  /**
   * Writes the event in the transaction of the change it tells of and answers its number and time. It
   * must be the last statement before the commit: from here on every other writer waits.
   */
  async append<T extends EventType>(
    tx: EntityManager,
    event: NewEvent<T>,
  ): Promise<{ seq: number; at: Date }> {
    const rows: { seq: string; at: Date }[] = await tx.query(
      'select seq, at from append_event($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)',
      [
        uuidv7(),
        event.type,
        event.subject,
        event.thread,
        event.version,
        event.audience,
        event.withdrawnFrom ?? [],
        JSON.stringify(event.actor),
        JSON.stringify(event.data),
        event.detail === undefined ? null : JSON.stringify(event.detail),
      ],
    );
    const row = rows[0];
    if (row === undefined) throw new Error('The log did not answer.');
    return { seq: Number(row.seq), at: row.at };
  }

  /** The head as this transaction, or the database now, sees it. */
  async head(manager: EntityManager = this.database.manager): Promise<LogHead> {
    const rows: { epoch: string; seq: string; chain: string }[] = await manager.query(
      "select epoch, seq, encode(substring(chain for 8), 'hex') as chain from event_head",
    );
    const row = rows[0];
    if (row === undefined) throw new Error('The log has no head.');
    return { epoch: row.epoch, seq: Number(row.seq), chain: row.chain };
  }

  /** Events after `seq` in order, at most `limit`; always a run without a hole. */
  async after(seq: number, limit: number): Promise<LoggedEvent[]> {
    const rows: EventRow[] = await this.database.query(
      `select ${eventColumns} from event_log where seq > $1 order by seq limit $2`,
      [seq, limit],
    );
    return rows.map(fromRow);
  }

  /** What happened in one thread, oldest first, without the views: a long thread would hold one a hundred times. */
  async thread(id: string): Promise<ThreadEntry[]> {
    const rows: (Omit<ThreadEntry, 'seq' | 'at' | 'detail'> & {
      seq: string;
      at: Date;
      detail: ThreadEntry['detail'] | null;
    })[] = await this.database.query(
      'select seq, type, subject, actor, detail, at from event_log where thread = $1 order by seq',
      [id],
    );
    return rows.map(({ seq, type, at, actor, subject, detail }) => ({
      seq: Number(seq),
      type,
      at: at.toISOString(),
      actor,
      subject,
      ...(detail === null || detail === undefined ? {} : { detail }),
    }));
  }

  /** The number of the event of this type about this subject, if it happened. */
  async seqOf(type: EventType, subject: string, manager: EntityManager): Promise<number | undefined> {
    const rows: { seq: string }[] = await manager.query(
      'select seq from event_log where thread = $1 and subject = $1 and type = $2 order by seq limit 1',
      [subject, type],
    );
    return rows[0] === undefined ? undefined : Number(rows[0].seq);
  }

  /** Which of these types happened last to the subject, if any did. */
  async newestOf<T extends EventType>(
    types: readonly T[],
    subject: string,
    manager: EntityManager,
  ): Promise<T | undefined> {
    const rows: { type: T }[] = await manager.query(
      `select type from event_log where thread = $1 and subject = $1 and type = any($2)
       order by seq desc limit 1`,
      [subject, types],
    );
    return rows[0]?.type;
  }

  /** The chain bytes at a number, or nothing when the log has no such event. */
  async chainAt(seq: number): Promise<string | undefined> {
    if (seq === 0) return genesisChain;
    const rows: { chain: string }[] = await this.database.query(
      "select encode(substring(chain for 8), 'hex') as chain from event_log where seq = $1",
      [seq],
    );
    return rows[0]?.chain;
  }
}

/** First eight bytes of sha256 of nothing: the chain before the first event. */
export const genesisChain = 'e3b0c44298fc1c14';
