import type { Refusal } from './errors.ts';
import type { Actor } from './roles.ts';
import { can } from './roles.ts';
import type { DutyView, RosterGap, ShiftView } from './roster.ts';
import { gapAheadMs, handOverLateMs, longestShiftMs, rosterPositions } from './roster.ts';

interface Owned {
  readonly id: string;
  readonly ministryId: string;
}

/** True when the actor sees the roster of the directorate: the room all, a ministry its own, a directorate itself. */
export function seesRosterOf(actor: Actor, directorate: Owned): boolean {
  if (!can(actor, 'roster:read')) return false;
  if (actor.role === 'operator' || actor.role === 'supervisor') return true;
  if (actor.directorateId !== undefined) return actor.directorateId === directorate.id;
  return actor.ministryId === directorate.ministryId;
}

/** True when the actor may change the roster of the directorate: nobody changes one they do not see. */
export function writesRosterOf(actor: Actor, directorate: Owned): boolean {
  return can(actor, 'roster:write') && seesRosterOf(actor, directorate);
}

/** When and where a shift is. */
export type Slot = Pick<ShiftView, 'directorateId' | 'position' | 'startsAt' | 'endsAt'>;

const at = (instant: string): number => Date.parse(instant);

/** True when both are the same place of the chain at the same time; one may end when the other begins. */
export function overlaps(a: Slot, b: Slot): boolean {
  return (
    a.directorateId === b.directorateId &&
    a.position === b.position &&
    at(a.startsAt) < at(b.endsAt) &&
    at(b.startsAt) < at(a.endsAt)
  );
}

/** Refuses a shift without length, longer than a day, already over, or in the place of another. */
export function refuseShift(
  slot: Slot,
  others: readonly Pick<ShiftView, keyof Slot | 'state'>[],
  now: Date,
): Refusal | undefined {
  const length = at(slot.endsAt) - at(slot.startsAt);
  if (!(length > 0 && length <= longestShiftMs)) return { code: 'shift-length', field: 'endsAt' };
  if (at(slot.endsAt) <= now.getTime()) return { code: 'shift-over', field: 'endsAt' };
  const taken = others.some((other) => other.state !== 'cancelled' && overlaps(slot, other));
  return taken ? { code: 'shift-overlap', field: 'startsAt' } : undefined;
}

type Changed = Pick<ShiftView, 'state' | 'version' | 'startsAt' | 'endsAt'>;

function refuseStale(shift: Changed, expectedVersion: number): Refusal | undefined {
  return shift.version === expectedVersion
    ? undefined
    : { code: 'conflict-version', field: 'expectedVersion', version: shift.version };
}

/** Refuses to cancel a shift, or to give it to another officer, when it is over. */
export function refuseShiftChange(shift: Changed, expectedVersion: number, now: Date): Refusal | undefined {
  const stale = refuseStale(shift, expectedVersion);
  if (stale !== undefined) return stale;
  const over = shift.state !== 'standing' || at(shift.endsAt) <= now.getTime();
  return over ? { code: 'shift-over', version: shift.version, state: shift.state } : undefined;
}

/** Refuses to hand over what has not begun, what was handed over, and what ended half a day ago. */
export function refuseHandOver(shift: Changed, expectedVersion: number, now: Date): Refusal | undefined {
  const stale = refuseStale(shift, expectedVersion);
  if (stale !== undefined) return stale;
  if (at(shift.startsAt) > now.getTime()) return { code: 'shift-not-begun' };
  const over = shift.state !== 'standing' || at(shift.endsAt) + handOverLateMs <= now.getTime();
  return over ? { code: 'shift-over', version: shift.version, state: shift.state } : undefined;
}

/** The stretches between two instants in which nobody is on duty, oldest first; all shifts are of one directorate. */
export function gapsBetween(
  shifts: readonly Pick<ShiftView, keyof Slot | 'state'>[],
  from: number,
  to: number,
): RosterGap[] {
  const standing = shifts
    .filter(({ position, state }) => position === 'on-duty' && state !== 'cancelled')
    .toSorted((a, b) => at(a.startsAt) - at(b.startsAt));
  const gaps: RosterGap[] = [];
  let covered = from;
  for (const shift of standing) {
    const starts = Math.min(at(shift.startsAt), to);
    if (starts > covered) gaps.push(gap(covered, starts));
    covered = Math.max(covered, at(shift.endsAt));
  }
  if (covered < to) gaps.push(gap(covered, to));
  return gaps;
}

function gap(from: number, to: number): RosterGap {
  return { from: new Date(from).toISOString(), to: new Date(to).toISOString() };
}

/** Who is on duty now in each of the directorates, and where nobody will be within a day. */
export function dutyAt(
  directorateIds: readonly string[],
  shifts: readonly ShiftView[],
  now: number,
): DutyView[] {
  const byDirectorate = Map.groupBy(shifts, ({ directorateId }) => directorateId);
  return directorateIds.map((directorateId) => {
    const own = byDirectorate.get(directorateId) ?? [];
    const running = own.filter(
      ({ state, startsAt, endsAt }) => state !== 'cancelled' && at(startsAt) <= now && now < at(endsAt),
    );
    return {
      directorateId,
      now: running.toSorted(
        (a, b) => rosterPositions.indexOf(a.position) - rosterPositions.indexOf(b.position),
      ),
      gaps: gapsBetween(own, now, now + gapAheadMs),
    };
  });
}
