import { Inject, Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import { Clock } from '../platform/clock.ts';
import { APP_DATABASE_URL } from '../platform/database.module.ts';
import { EventLog } from './event-log.ts';
import type { LoggedEvent } from './logged-event.ts';
import { LogListener } from './log-listener.ts';
import { Ring } from './ring.ts';

const ringCapacity = 20_000;
const warmEvents = 5_000;
const readLimit = 2_000;
const pollMs = 500;

/**
 * Fan-out may take about a tenth of the process: after a round that took c milliseconds the next begins
 * no sooner than nine c later, 200 ms at most. So the first event of a quiet moment goes at once, and only
 * under load are events joined into one frame. A round that joined many events rests longer, because there
 * the next frame will join many too; a round of one to three proves nothing and rests the least.
 */
const restFactor = { least: 9, forEachEvent: 3, most: 40 };
const longestRestMs = 200;

export type EventsListener = (events: readonly LoggedEvent[]) => void;

/** Hears the session or the user whose authority changed, or `anybody` when calls may have been missed. */
export type AuthorityListener = (changed: string) => void;

/** Stands for every session and every user. */
export const anybody = 'anybody';

/**
 * The only reader that publishes. It wakes on NOTIFY and every half second, reads what follows its head
 * in one statement, and hands the run to its listeners in order. Nothing is ever emitted from a request.
 */
@Injectable()
export class EventPump implements OnApplicationBootstrap, OnApplicationShutdown {
  readonly ring = new Ring(ringCapacity);
  epoch = '';
  private readonly log: EventLog;
  private readonly clock: Clock;
  private readonly listener: LogListener;
  private readonly logger = new Logger('EventPump');
  private readonly listeners: EventsListener[] = [];
  private readonly authorityListeners: AuthorityListener[] = [];
  private poll: NodeJS.Timeout | undefined;
  private wakeTimer: NodeJS.Timeout | undefined;
  private restUntil = 0;
  private reading = false;
  private again = false;
  private stopped = false;
  /** True while the database was out of sight: it may come back as another one than it was. */
  private doubtful = false;
  private lastReadAt = 0;
  private started: Promise<void> | undefined;

  constructor(log: EventLog, clock: Clock, @Inject(APP_DATABASE_URL) databaseUrl: string) {
    this.log = log;
    this.clock = clock;
    this.listener = new LogListener(databaseUrl, {
      listening: () => {
        this.doubtful = true;
        this.callOut(anybody);
        this.wake();
      },
      event: () => this.wake(),
      authority: (changed) => this.callOut(changed),
    });
  }

  /** Calls the listener with every run of events, in order, from now on. */
  onEvents(listener: EventsListener): void {
    this.listeners.push(listener);
  }

  /** Calls the listener whenever somebody's authority changed. */
  onAuthority(listener: AuthorityListener): void {
    this.authorityListeners.push(listener);
  }

  private callOut(changed: string): void {
    for (const listener of this.authorityListeners) listener(changed);
  }

  /** Milliseconds since the log was last read successfully; grows when the database is away. */
  get ageMs(): number {
    return this.clock.elapsedMs() - this.lastReadAt;
  }

  onApplicationBootstrap(): Promise<void> {
    return this.start();
  }

  /** Ready when the newest events are in memory; everybody who needs the ring waits for this. */
  start(): Promise<void> {
    this.started ??= this.begin();
    return this.started;
  }

  private async begin(): Promise<void> {
    const head = await this.log.head();
    this.epoch = head.epoch;
    const start = Math.max(0, head.seq - warmEvents);
    const chain = await this.log.chainAt(start);
    if (chain === undefined) throw new Error(`The event log lacks its event ${start}.`);
    this.ring.begin(start, chain);
    while (this.ring.seq < head.seq) {
      this.ring.push(await this.log.after(this.ring.seq, readLimit));
    }
    this.lastReadAt = this.clock.elapsedMs();
    this.listener.start();
    this.poll = setInterval(() => this.wake(), pollMs);
  }

  onApplicationShutdown(): void {
    this.stopped = true;
    clearInterval(this.poll);
    clearTimeout(this.wakeTimer);
    this.listener.stop();
  }

  /** Reads as soon as the rest after the last round allows. */
  wake(): void {
    if (this.stopped || this.wakeTimer !== undefined) return;
    if (this.reading) {
      this.again = true;
      return;
    }
    const rest = this.restUntil - this.clock.elapsedMs();
    if (rest <= 0) {
      void this.read();
      return;
    }
    this.wakeTimer = setTimeout(() => {
      this.wakeTimer = undefined;
      void this.read();
    }, rest);
  }

  private async read(): Promise<void> {
    this.reading = true;
    try {
      if (this.doubtful) await this.recognize();
      const run = await this.log.after(this.ring.seq, readLimit);
      this.lastReadAt = this.clock.elapsedMs();
      if (run.length > 0 && !this.stopped) this.publish(run);
      if (run.length === readLimit) this.again = true;
    } catch (error) {
      this.doubtful = true;
      this.logger.warn(
        `The log could not be read: ${error instanceof Error ? error.message : String(error)}`,
      );
    } finally {
      this.reading = false;
      if (this.again) {
        this.again = false;
        this.wake();
      }
    }
  }

  /** A database that was restored to an older day holds another log: everything in memory is of the old one. */
  private async recognize(): Promise<void> {
    this.doubtful = false;
    const { seq, chain } = this.ring;
    const { epoch } = await this.log.head();
    if (epoch !== this.epoch || (await this.log.chainAt(seq)) !== chain) {
      this.giveUp(`The database came back with another event log than the one read up to ${seq}.`);
    }
  }

  private publish(run: readonly LoggedEvent[]): void {
    const started = this.clock.elapsedMs();
    try {
      this.ring.push(run);
      for (const listener of this.listeners) listener(run);
    } catch (error) {
      // A hole in the log, or a run that only some have heard of.
      this.giveUp(error instanceof Error ? (error.stack ?? error.message) : String(error));
    }
    const cost = this.clock.elapsedMs() - started;
    const factor = Math.min(
      restFactor.most,
      Math.max(restFactor.least, run.length * restFactor.forEachEvent),
    );
    this.restUntil = started + cost + Math.min(longestRestMs, cost * factor);
  }

  /** No screen may go on as if it were complete: whoever starts the process anew starts it on the true log. */
  private giveUp(reason: string): void {
    this.logger.fatal(reason);
    process.exit(70);
  }
}
