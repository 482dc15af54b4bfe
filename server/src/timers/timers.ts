import { Injectable, Logger } from '@nestjs/common';
import type { BeforeApplicationShutdown, OnApplicationBootstrap } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { DataSource } from 'typeorm';

/** How often the engine looks for what is due; nothing fires earlier than its time, and rarely later than this. */
const tickMs = 250;
const pageSize = 100;

/**
 * A kind of timer. Its subject is locked before its row is taken, in the order in which commands lock too, so
 * that engine and commands never wait for each other in a circle.
 */
export interface TimerKind<T> {
  readonly kind: string;
  /** The subject, locked; `busy` when somebody else holds it now, `gone` when there is none any more. */
  lock(tx: EntityManager, subject: string): Promise<T | 'busy' | 'gone'>;
  /** What happens at the time, in the transaction that takes the timer away: exactly once, or not yet. */
  fire(tx: EntityManager, subject: T): Promise<void>;
}

interface DueTimer {
  kind: string;
  subject: string;
  /** The time to the microsecond, which a Date would not keep. */
  at: string;
}

/**
 * Deadlines that outlive every process. A timer is a row; only the database's clock is asked whether it is
 * due; what it does and its disappearance are one transaction. Any number of processes may run the engine.
 */
@Injectable()
export class Timers implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly database: DataSource;
  private readonly logger = new Logger('Timers');
  private readonly kinds = new Map<string, TimerKind<unknown>>();
  private ticking: Promise<void> | undefined;
  private interval: NodeJS.Timeout | undefined;
  private stopped = false;
  /** What was complained of last: a fault that lasts is not told four times a second. */
  private told = '';

  constructor(database: DataSource) {
    this.database = database;
  }

  /** Announces a kind; called while the house is being put together. */
  register<T>(kind: TimerKind<T>): void {
    // A kind only ever gets back what its own lock gave out.
    this.kinds.set(kind.kind, kind as TimerKind<unknown>);
  }

  /** Sets the timer of this kind and subject, `afterMs` from the database's now, in place of one that was set. */
  async set(tx: EntityManager, kind: string, subject: string, afterMs: number): Promise<Date> {
    const rows: { due_at: Date }[] = await tx.query(
      `insert into timer values ($1, $2, t1_now() + make_interval(secs => $3::double precision / 1000))
       on conflict (kind, subject) do update set due_at = excluded.due_at returning due_at`,
      [kind, subject, afterMs],
    );
    const due = rows[0]?.due_at;
    if (due === undefined) throw new Error('The timer was not set.');
    return due;
  }

  /** Takes the timers of these kinds off a subject. */
  async cancel(tx: EntityManager, subject: string, kinds: readonly string[]): Promise<void> {
    await tx.query('delete from timer where subject = $1 and kind = any($2)', [subject, kinds]);
  }

  onApplicationBootstrap(): void {
    this.interval = setInterval(() => {
      this.ticking ??= this.tick().finally(() => {
        this.ticking = undefined;
      });
    }, tickMs);
  }

  /** Lets the timer at work finish: the database is still there, and is not after this. */
  async beforeApplicationShutdown(): Promise<void> {
    this.stopped = true;
    clearInterval(this.interval);
    await this.ticking;
  }

  private async tick(): Promise<void> {
    try {
      let failed = 0;
      let page: DueTimer[] = [];
      do {
        page = await this.dueAfter(page.at(-1));
        for (const timer of page) {
          if (this.stopped) return;
          if (!(await this.fire(timer))) failed += 1;
        }
        await this.beat();
      } while (page.length === pageSize);
      this.tell(failed === 0 ? '' : `${failed} timers failed and are tried again and again.`);
    } catch (error) {
      this.tell(`The engine stumbled and goes on: ${String(error)}`);
    }
  }

  /** The next page of what is due: those that cannot fire and stay due do not stand in the way of the others. */
  private dueAfter(last: DueTimer | undefined): Promise<DueTimer[]> {
    return this.database.query(
      `select kind, subject, due_at::text as at from timer
       where due_at <= t1_now() and kind = any($1)
         and (due_at, kind, subject) > (coalesce($2::timestamptz, '-infinity'), $3::text, $4::text)
       order by due_at, kind, subject limit $5`,
      [[...this.kinds.keys()], last?.at ?? null, last?.kind ?? '', last?.subject ?? '', pageSize],
    );
  }

  /** Says that the engine is alive, and how late the oldest timer is that could not fire. */
  private async beat(): Promise<void> {
    await this.database.query(
      `insert into engine_heartbeat (at, late_ms)
       select clock_timestamp(),
         least(coalesce(extract(epoch from t1_now() - min(due_at)) * 1000, 0), 2000000000)::integer
       from timer where due_at <= t1_now()
       on conflict (one) do update set at = excluded.at, late_ms = excluded.late_ms`,
    );
  }

  /** One timer that cannot fire must not hold up the others: it stays due, and `false` says so. */
  private async fire({ kind: name, subject: id }: DueTimer): Promise<boolean> {
    const kind = this.kinds.get(name);
    if (kind === undefined) return true;
    try {
      await this.database.transaction(async (tx) => {
        const subject = await kind.lock(tx, id);
        if (subject === 'busy') return;
        const taken: [unknown[], number] = await tx.query(
          'delete from timer where kind = $1 and subject = $2 and due_at <= t1_now() returning 1',
          [name, id],
        );
        if (taken[1] > 0 && subject !== 'gone') await kind.fire(tx, subject);
      });
      return true;
    } catch (error) {
      if (this.told === '') this.tell(`${name} of ${id} failed and is tried again: ${String(error)}`);
      return false;
    }
  }

  private tell(text: string): void {
    if (text !== this.told && text !== '') this.logger.error(text);
    this.told = text;
  }
}
