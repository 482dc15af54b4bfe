import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Refused } from '../platform/refused.ts';

/** Failures before an account has to wait, and how long it waits at most: an officer on shift is never locked out for good. */
const freeFailures = 5;
const longestWaitSeconds = 60;
const forgottenAfterSeconds = 15 * 60;

/** Slows down guessing of passwords, one account at a time, known or not, in every process alike. */
@Injectable()
export class LoginGate {
  private readonly database: DataSource;

  constructor(database: DataSource) {
    this.database = database;
  }

  /** Refuses while the account has to wait. */
  async enter(username: string): Promise<void> {
    const rows: { wait: boolean }[] = await this.database.query(
      `select t1_now() < last_at + make_interval(secs => least($3, power(2, failures - $2 + 1))) as wait
       from login_failure where username = $1 and failures >= $2
         and last_at > t1_now() - make_interval(secs => $4)`,
      [username, freeFailures, longestWaitSeconds, forgottenAfterSeconds],
    );
    if (rows[0]?.wait === true) throw new Refused('too-many-requests');
  }

  /** Counts a failure; failures a quarter of an hour old are forgotten. */
  async failed(username: string): Promise<void> {
    await this.database.query(
      `insert into login_failure as f values ($1, 1, t1_now()) on conflict (username) do update
       set failures = case when f.last_at > t1_now() - make_interval(secs => $2) then f.failures + 1 else 1 end,
           last_at = t1_now()`,
      [username, forgottenAfterSeconds],
    );
  }

  /** Removes what no longer counts: whoever guesses names as well must not fill the disk with them. */
  async sweep(): Promise<void> {
    await this.database.query(
      'delete from login_failure where last_at < t1_now() - make_interval(secs => $1)',
      [forgottenAfterSeconds],
    );
  }

  /** A right password ends the counting. */
  async passed(username: string): Promise<void> {
    await this.database.query('delete from login_failure where username = $1', [username]);
  }
}
