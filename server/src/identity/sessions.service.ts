import { createHash, randomBytes } from 'node:crypto';
import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { Actor } from '@t1/shared/roles';
import type { SelectQueryBuilder } from 'typeorm';
import { DataSource } from 'typeorm';
import { EventPump } from '../event-log/event-pump.ts';
import { Clock } from '../platform/clock.ts';
import { Refused } from '../platform/refused.ts';
import { LoginGate } from './login-gate.ts';
import { TooManyVerifications, verifyPassword } from './password.ts';
import { Session } from './session.entity.ts';
import { User } from './user.entity.ts';

/** A shift: after this a session ends whatever happens. */
const absoluteMs = 12 * 3_600_000;
/** Without a request or an open screen a session ends after this. */
const idleMs = 30 * 60_000;
/** How long a session that was looked up is believed; a revocation empties this at once by NOTIFY. */
const believedMs = 5_000;
const believedLimit = 10_000;
/** How often the last sign of life is written. */
const seenEveryMs = 60_000;
/** How often sessions that are over and failures that no longer count are removed. */
const sweepEveryMs = 10 * 60_000;

/** A session that stands, and whose it is. */
export interface OpenSession {
  readonly key: string;
  readonly actor: Actor;
  readonly expiresAt: Date;
}

interface Believed {
  readonly session: OpenSession;
  readonly untilMs: number;
  readonly seenWrittenMs: number;
}

@Injectable()
export class SessionsService implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly database: DataSource;
  private readonly clock: Clock;
  private readonly gate: LoginGate;
  private readonly logger = new Logger('Sessions');
  private timer: NodeJS.Timeout | undefined;
  private readonly believed = new Map<string, Believed>();
  /** Counts the calls about authority, so that an answer under way knows whether it is still true. */
  private calls = 0;

  constructor(database: DataSource, clock: Clock, gate: LoginGate, pump: EventPump) {
    this.database = database;
    this.clock = clock;
    this.gate = gate;
    pump.onAuthority(() => {
      this.calls += 1;
      this.believed.clear();
    });
  }

  onApplicationBootstrap(): void {
    this.timer = setInterval(() => void this.sweep(), sweepEveryMs);
    void this.sweep();
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  private async sweep(): Promise<void> {
    try {
      await this.database.query('delete from session where expires_at < t1_now()');
      await this.gate.sweep();
    } catch (error) {
      this.logger.warn(`Sessions that are over were not removed: ${String(error)}`);
    }
  }

  /** Opens a session and answers its token, which is told to nobody else. */
  async open(username: string, password: string): Promise<{ token: string; session: OpenSession }> {
    await this.gate.enter(username);
    const user = await this.database.manager
      .createQueryBuilder(User, 'u')
      .addSelect('u.passwordHash')
      .where('u.username = :username and u.disabledAt is null', { username })
      .getOne();
    const right = await verifyPassword(password, user?.passwordHash).catch((error: unknown) => {
      throw error instanceof TooManyVerifications ? new Refused('too-many-requests') : error;
    });
    if (!right || user === null) {
      await this.gate.failed(username);
      throw new Refused('invalid-credentials');
    }
    await this.gate.passed(username);
    const token = randomBytes(32).toString('base64url');
    const tokenHash = hashOf(token);
    const expiresAt = await this.database.transaction(async (tx) => {
      const now = await this.clock.recordedNow(tx);
      const ends = new Date(now.getTime() + absoluteMs);
      await tx.insert(Session, {
        tokenHash,
        userId: user.id,
        createdAt: now,
        lastSeenAt: now,
        expiresAt: ends,
      });
      return ends;
    });
    return { token, session: { key: tokenHash.toString('hex'), actor: actorOf(user), expiresAt } };
  }

  /** The open session of a token, or nothing when it is unknown, over, idle too long or its user disabled. */
  async find(token: string): Promise<OpenSession | undefined> {
    const key = hashOf(token).toString('hex');
    const nowMs = this.clock.elapsedMs();
    const known = this.believed.get(key);
    if (known !== undefined && known.untilMs > nowMs) return known.session;
    const written = known?.seenWrittenMs ?? -seenEveryMs;
    const due = nowMs - written >= seenEveryMs;
    for (;;) {
      const { calls } = this;
      const session = await this.load(key);
      if (session === undefined) {
        this.believed.delete(key);
        return undefined;
      }
      if (due) await this.sawNow([key]);
      // Somebody lost a right while the database was asked: the answer may be of the time before.
      if (calls !== this.calls) continue;
      if (this.believed.size > believedLimit) this.believed.clear();
      this.believed.set(key, { session, untilMs: nowMs + believedMs, seenWrittenMs: due ? nowMs : written });
      return session;
    }
  }

  /** Who is behind those of the sessions that still stand; called for open screens, which keep a session alive. */
  async standing(keys: readonly string[]): Promise<ReadonlyMap<string, Actor>> {
    if (keys.length === 0) return new Map();
    await this.sawNow(keys);
    const rows = await this.standingSessions()
      .andWhere('s.tokenHash = any(:hashes)', { hashes: keys.map((key) => Buffer.from(key, 'hex')) })
      .getMany();
    return new Map(rows.map(({ tokenHash, user }) => [tokenHash.toString('hex'), actorOf(user)]));
  }

  /** Ends a session now; every process closes its screens within two seconds. */
  async close(key: string): Promise<void> {
    await this.database.transaction(async (tx) => {
      await tx.delete(Session, { tokenHash: Buffer.from(key, 'hex') });
      await tx.query("select pg_notify('t1_authority', $1)", [key]);
    });
    this.believed.delete(key);
  }

  private async load(key: string): Promise<OpenSession | undefined> {
    const row = await this.standingSessions()
      .andWhere('s.tokenHash = :hash', { hash: Buffer.from(key, 'hex') })
      .getOne();
    return row === null ? undefined : { key, actor: actorOf(row.user), expiresAt: row.expiresAt };
  }

  /** Sessions that are not over and not idle, of people who are not disabled. */
  private standingSessions(): SelectQueryBuilder<Session> {
    return this.database.manager
      .createQueryBuilder(Session, 's')
      .innerJoinAndSelect('s.user', 'u')
      .where('u.disabledAt is null and s.expiresAt > t1_now()')
      .andWhere('s.lastSeenAt > t1_now() - make_interval(secs => :idle)', { idle: idleMs / 1000 });
  }

  private async sawNow(keys: readonly string[]): Promise<void> {
    await this.database.query(
      `update session set last_seen_at = t1_now() where token_hash = any($1)
       and last_seen_at > t1_now() - make_interval(secs => $2)`,
      [keys.map((key) => Buffer.from(key, 'hex')), idleMs / 1000],
    );
  }
}

function hashOf(token: string): Buffer {
  return createHash('sha256').update(token).digest();
}

function actorOf(user: User): Actor {
  return {
    id: user.id,
    username: user.username,
    nameAr: user.nameAr,
    nameEn: user.nameEn,
    role: user.role,
    ...(user.ministryId === null ? {} : { ministryId: user.ministryId }),
    ...(user.directorateId === null ? {} : { directorateId: user.directorateId }),
  };
}
