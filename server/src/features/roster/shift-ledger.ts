import { Injectable } from '@nestjs/common';
import type { EventType } from '@t1/shared/events';
import type { Actor } from '@t1/shared/roles';
import { refOf } from '@t1/shared/roles';
import type { NamedOfficer, RosterPosition, ShiftOfficer, ShiftView } from '@t1/shared/roster';
import type { EntityManager } from 'typeorm';
import { In } from 'typeorm';
import type { z } from 'zod';
import { EventLog } from '../../event-log/event-log.ts';
import { User } from '../../identity/user.entity.ts';
import { Refused } from '../../platform/refused.ts';
import { Shift, viewOf } from './shift.entity.ts';

/** The officer as a request names them. */
export interface OfficerInput {
  readonly userId?: string | undefined;
  readonly named?: z.infer<typeof NamedOfficer> | undefined;
}

type RosterEvent = Extract<EventType, `roster.${string}`>;

/** What every change of the roster shares: who the officer is, what stands in the same place, and the log. */
@Injectable()
export class ShiftLedger {
  private readonly log: EventLog;

  constructor(log: EventLog) {
    this.log = log;
  }

  /** Lets one writer at a time into a place of the chain: what two people add at once cannot overlap. */
  async enter(tx: EntityManager, directorateId: string, position: RosterPosition): Promise<void> {
    await tx.query('select pg_advisory_xact_lock(hashtext($1))', [`roster ${directorateId} ${position}`]);
  }

  /** Shifts that could overlap with one between the two instants. */
  async near(
    tx: EntityManager,
    directorateIds: readonly string[],
    from: string,
    to: string,
  ): Promise<ShiftView[]> {
    const shifts = await tx
      .createQueryBuilder(Shift, 's')
      .where('s.directorateId = any(:directorateIds)', { directorateIds })
      .andWhere("s.state <> 'cancelled' and s.startsAt < :to and s.endsAt > :from", { from, to })
      .getMany();
    return shifts.map(viewOf);
  }

  /** The officer: an account of the directorate that can sign in, or a name; never both, never neither. */
  async officer(
    tx: EntityManager,
    directorateId: string,
    { userId, named }: OfficerInput,
  ): Promise<ShiftOfficer> {
    if ((userId === undefined) === (named === undefined)) {
      throw new Refused({ code: 'unknown-officer', field: 'officer' });
    }
    if (named !== undefined) {
      const phone = named.phone === undefined ? {} : { phone: named.phone };
      return { nameAr: named.name, nameEn: named.name, ...phone };
    }
    const user = (await this.accounts(tx, [directorateId])).find(({ id }) => id === userId);
    if (user === undefined) throw new Refused({ code: 'unknown-officer', field: 'userId' });
    return { userId: user.id, nameAr: user.nameAr, nameEn: user.nameEn };
  }

  /** Accounts that can be put on the rosters of the directorates. */
  async accounts(manager: EntityManager, directorateIds: readonly string[]): Promise<User[]> {
    const users = await manager.find(User, {
      where: { directorateId: In([...directorateIds]) },
      order: { role: 'asc', username: 'asc' },
    });
    return users.filter(({ disabledAt }) => disabledAt === null);
  }

  /** Writes the event of a shift that is stored; the last statement of its transaction. */
  async append(
    tx: EntityManager,
    type: RosterEvent,
    actor: Actor,
    shift: Shift,
    detail: Record<string, unknown> = {},
  ): Promise<number> {
    const { seq } = await this.log.append(tx, {
      type,
      actor: refOf(actor),
      subject: shift.id,
      // A shift is the thread of its own changes: who was replaced by whom is read in one look.
      thread: shift.id,
      version: shift.version,
      audience: [shift.directorateId],
      data: viewOf(shift),
      ...(Object.keys(detail).length === 0 ? {} : { detail }),
    });
    return seq;
  }
}
