import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';

/**
 * The one source of time. What is recorded or decided takes the database's time inside its own
 * transaction; `now` is for what needs no record, such as the age of a cached session.
 */
@Injectable()
export class Clock {
  /** The database's time in this transaction; tests move it with the table clock_shift. */
  async recordedNow(tx: EntityManager): Promise<Date> {
    const rows: { now: Date }[] = await tx.query('select t1_now() as now');
    const now = rows[0]?.now;
    if (now === undefined) throw new Error('The database gave no time.');
    return now;
  }

  /** This process's wall clock. */
  now(): Date {
    return new Date();
  }

  /** Milliseconds that never jump: for measuring ages and windows. */
  elapsedMs(): number {
    return performance.now();
  }
}
