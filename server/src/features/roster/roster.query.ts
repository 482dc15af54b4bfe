import { Injectable } from '@nestjs/common';
import type { InputOf, OutputOf } from '@t1/shared/endpoint';
import type { Scope } from '@t1/shared/jurisdiction';
import type { Actor } from '@t1/shared/roles';
import type { listOnDuty, listShifts } from '@t1/shared/roster-doors';
import type { ShiftView } from '@t1/shared/roster';
import { gapAheadMs } from '@t1/shared/roster';
import { dutyAt, seesRosterOf } from '@t1/shared/roster-rules';
import type { EntityManager } from 'typeorm';
import { DataSource } from 'typeorm';
import { Directory, dayOf, stoodOn } from '../../organisation/directory.ts';
import type { Directorate } from '../../organisation/organisation.entities.ts';
import { Clock } from '../../platform/clock.ts';
import { Refused } from '../../platform/refused.ts';
import { Shift, viewOf } from './shift.entity.ts';

const weekMs = 7 * 24 * 3_600_000;
const longestMs = 31 * 24 * 3_600_000;

/** Reading the roster: always of directorates the caller sees, never changing anything. */
@Injectable()
export class RosterQuery {
  private readonly database: DataSource;
  private readonly directory: Directory;
  private readonly clock: Clock;

  constructor(database: DataSource, directory: Directory, clock: Clock) {
    this.database = database;
    this.directory = directory;
    this.clock = clock;
  }

  async list(actor: Actor, input: InputOf<typeof listShifts>): Promise<OutputOf<typeof listShifts>> {
    const now = await this.clock.recordedNow(this.database.manager);
    const from = input.from === undefined ? now.getTime() : Date.parse(input.from);
    const to = input.to === undefined ? from + weekMs : Date.parse(input.to);
    if (to <= from || to - from > longestMs) throw new Refused({ code: 'malformed', field: 'to' });
    const ids = this.seenBy(actor, now)
      .map(({ id }) => id)
      .filter((id) => input.directorate === undefined || id === input.directorate);
    const items = await this.touching(this.database.manager, ids, new Date(from), new Date(to));
    return { serverNow: now.toISOString(), items };
  }

  async onDuty(actor: Actor): Promise<OutputOf<typeof listOnDuty>> {
    const now = await this.clock.recordedNow(this.database.manager);
    const ids = this.seenBy(actor, now).map(({ id }) => id);
    const until = new Date(now.getTime() + gapAheadMs);
    const shifts = await this.touching(this.database.manager, ids, now, until);
    return { serverNow: now.toISOString(), items: dutyAt(ids, shifts, now.getTime()) };
  }

  /** Every shift that is not over: the shifts of the snapshot. */
  async standing(tx: EntityManager, scope: Scope): Promise<ShiftView[]> {
    if (scope.kind === 'none') return [];
    const query = tx.createQueryBuilder(Shift, 's').where("s.state <> 'cancelled' and s.ends_at > t1_now()");
    if (scope.kind === 'directorate') query.andWhere('s.directorateId = :id', { id: scope.directorateId });
    return (await query.getMany()).map(viewOf);
  }

  /** The directorates in service whose roster the actor sees, by their ids. */
  seenBy(actor: Actor, now: Date): Directorate[] {
    const day = dayOf(now);
    return [...this.directory.directorates.values()].filter(
      (directorate) => stoodOn(directorate, day) && seesRosterOf(actor, directorate),
    );
  }

  private async touching(
    manager: EntityManager,
    directorateIds: readonly string[],
    from: Date,
    to: Date,
  ): Promise<ShiftView[]> {
    const shifts = await manager
      .createQueryBuilder(Shift, 's')
      .where("s.state <> 'cancelled' and s.startsAt < :to and s.endsAt > :from", { from, to })
      .andWhere('s.directorateId = any(:directorateIds)', { directorateIds })
      .orderBy('s.startsAt')
      .addOrderBy('s.id')
      .getMany();
    return shifts.map(viewOf);
  }
}
