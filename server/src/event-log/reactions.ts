import { Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import { DomainEvent } from '@t1/shared/events';
import type { EventOf, EventType } from '@t1/shared/events';
import type { EntityManager } from 'typeorm';
import { DataSource } from 'typeorm';
import { EventLog } from './event-log.ts';
import { EventPump } from './event-pump.ts';
import type { LoggedEvent } from './logged-event.ts';

/** What a feature does when something happened elsewhere: in a transaction of its own, exactly once. */
export interface Reaction<T extends EventType = EventType> {
  readonly name: string;
  readonly on: readonly T[];
  /** False for an event that calls for nothing whatever the database holds: it costs no transaction. */
  concerns?(event: EventOf<T>): boolean;
  react(tx: EntityManager, event: EventOf<T>): Promise<void>;
}

const retryMs = 1_000;
const catchUpLimit = 500;
/** A reaction that long saw nothing of interest still moves its place, so that a restart has little to read. */
const saveEvery = 1_000;

/** A reaction at work: its queue, its place in the log, and since when it has been failing. */
interface Worker {
  readonly reaction: Reaction;
  readonly queue: LoggedEvent[];
  done: number;
  saved: number;
  running: Promise<void> | undefined;
  failing: boolean;
}

/**
 * Features meet through the log. A reaction keeps its place in the database and moves it in the same
 * transaction as its effect: a crash repeats nothing and skips nothing, and several processes may run the
 * same reaction, because the row of its place lets one at a time through.
 */
@Injectable()
export class Reactions implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly database: DataSource;
  private readonly log: EventLog;
  private readonly pump: EventPump;
  private readonly logger = new Logger('Reactions');
  private readonly workers: Worker[] = [];
  private stopped = false;

  constructor(database: DataSource, log: EventLog, pump: EventPump) {
    this.database = database;
    this.log = log;
    this.pump = pump;
  }

  /** Announces a reaction; called while the house is being put together. */
  register<T extends EventType>(reaction: Reaction<T>): void {
    // The worker hands a reaction only events of the types it asked for.
    this.workers.push({
      reaction: reaction as unknown as Reaction,
      queue: [],
      done: 0,
      saved: 0,
      running: undefined,
      failing: false,
    });
  }

  /** Names of reactions that are failing right now. */
  failing(): string[] {
    return this.workers.filter((worker) => worker.failing).map((worker) => worker.reaction.name);
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.pump.start();
    for (const worker of this.workers) {
      await this.database.query(
        'insert into reaction_cursor (name, seq) values ($1, 0) on conflict do nothing',
        [worker.reaction.name],
      );
      const rows: { seq: string }[] = await this.database.query(
        'select seq from reaction_cursor where name = $1',
        [worker.reaction.name],
      );
      worker.done = Number(rows[0]?.seq ?? 0);
      worker.saved = worker.done;
    }
    this.pump.onEvents((events) => this.offer(events));
    for (const worker of this.workers) this.run(worker);
  }

  /** Lets the transaction at work end: the database is still there, and is not after this. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    await Promise.all(this.workers.map(async (worker) => worker.running));
  }

  private offer(events: readonly LoggedEvent[]): void {
    for (const worker of this.workers) {
      for (const event of events) {
        if (wants(worker.reaction, event)) worker.queue.push(event);
      }
      if (worker.queue.length > 0 || this.pump.ring.seq - worker.done > saveEvery) this.run(worker);
    }
  }

  private run(worker: Worker): void {
    if (worker.running !== undefined || this.stopped) return;
    worker.running = this.work(worker).finally(() => {
      worker.running = undefined;
      // What was offered while it was finishing must not wait for the next event.
      if (worker.queue.length > 0) this.run(worker);
    });
  }

  private async work(worker: Worker): Promise<void> {
    try {
      await this.catchUp(worker);
      for (let next = worker.queue.shift(); next !== undefined; next = worker.queue.shift()) {
        if (this.stopped) return;
        if (next.seq > worker.done) await this.handle(worker, next);
      }
      if (worker.done - worker.saved >= saveEvery) await this.save(worker);
      worker.failing = false;
    } catch (error) {
      worker.failing = true;
      worker.queue.length = 0;
      this.logger.error(`${worker.reaction.name} failed and is tried again: ${String(error)}`);
      if (!this.stopped) setTimeout(() => this.run(worker), retryMs).unref();
    }
  }

  /**
   * Reads from the table what was committed while nobody listened: at the start, and after a failure.
   * In quiet running the place is at the head of the ring and nothing is read.
   */
  private async catchUp(worker: Worker): Promise<void> {
    const first = worker.queue[0];
    while (!this.stopped && worker.done < (first?.seq ?? this.pump.ring.seq + 1) - 1) {
      const run = this.pump.ring.reaches(worker.done)
        ? this.pump.ring.after(worker.done, catchUpLimit)
        : await this.log.after(worker.done, catchUpLimit);
      if (run.length === 0) return;
      for (const event of run) {
        if (wants(worker.reaction, event)) await this.handle(worker, event);
        else worker.done = event.seq;
      }
    }
  }

  private async handle(worker: Worker, logged: LoggedEvent): Promise<void> {
    const event = DomainEvent.parse(JSON.parse(logged.json));
    if (worker.reaction.concerns?.(event) === false) {
      worker.done = logged.seq;
      return;
    }
    await this.database.transaction(async (tx) => {
      const rows: { seq: string }[] = await tx.query(
        'select seq from reaction_cursor where name = $1 for update',
        [worker.reaction.name],
      );
      if (Number(rows[0]?.seq ?? 0) >= logged.seq) return;
      await tx.query('update reaction_cursor set seq = $2 where name = $1', [
        worker.reaction.name,
        logged.seq,
      ]);
      await worker.reaction.react(tx, event);
    });
    worker.done = logged.seq;
    worker.saved = logged.seq;
  }

  private async save(worker: Worker): Promise<void> {
    const { name } = worker.reaction;
    await this.database.query('update reaction_cursor set seq = greatest(seq, $2) where name = $1', [
      name,
      worker.done,
    ]);
    worker.saved = worker.done;
  }
}

function wants(reaction: Reaction, event: LoggedEvent): boolean {
  return (reaction.on as readonly string[]).includes(event.type);
}
