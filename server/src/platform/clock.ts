import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/**
 * The one source of time. What is recorded or decided takes the database's time inside its own
 * transaction; `now` is for what needs no record, such as the beat that screens set their clocks by.
 */
@Injectable()
export class Clock {
  private heardMs = new Date().getTime();
  private heardAt = performance.now();

  /** The database's time in this transaction; tests move it with the table clock_shift. */
  async recordedNow(tx: EntityManager): Promise<Date> {
    const rows: { now: Date }[] = await tx.query('select t1_now() as now');
    const now = rows[0]?.now;
    if (now === undefined) throw new Error('The database gave no time.');
    return now;
  }

  /** The database's time as it was last heard, carried on by a clock that never jumps. */
  now(): Date {
    return new Date(this.heardMs + this.elapsedMs() - this.heardAt);
  }

  /** Sets the hands by the database; called every two seconds, so that screens count by the clock that decides. */
  follow(databaseNow: Date, askedAt: number): void {
    // Half of the way there and back is the best guess at when the database looked.
    this.heardAt = (askedAt + this.elapsedMs()) / 2;
    this.heardMs = databaseNow.getTime();
  }

  /** Milliseconds that never jump: for measuring ages and windows. */
  elapsedMs(): number {
    return performance.now();
  }
}
