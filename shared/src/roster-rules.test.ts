import { expect, test } from 'vitest';
import type { RosterPosition, ShiftState, ShiftView } from './roster.ts';
import type { Actor } from './roles.ts';
import {
  dutyAt,
  gapsBetween,
  refuseHandOver,
  refuseShift,
  refuseShiftChange,
  seesRosterOf,
  writesRosterOf,
} from './roster-rules.ts';

const midnight = Date.parse('2026-11-24T00:00:00.000Z');
const at = (hours: number): string => new Date(midnight + hours * 3_600_000).toISOString();

let made = 0;
function shift(from: number, to: number, changes: Partial<ShiftView> = {}): ShiftView {
  made += 1;
  return {
    id: `00000000-0000-7000-8000-${String(made).padStart(12, '0')}`,
    directorateId: 'sabha',
    position: 'on-duty',
    officer: { nameAr: 'ضابط', nameEn: 'Officer' },
    startsAt: at(from),
    endsAt: at(to),
    state: 'standing',
    version: 1,
    exercise: true,
    ...changes,
  };
}

const now = new Date(midnight);

test('shifts that touch do not overlap; every other meeting in one place of the chain does', () => {
  const standing = [shift(8, 16)];
  const refused = (from: number, to: number, changes: Partial<ShiftView> = {}) =>
    refuseShift(shift(from, to, changes), standing, now)?.code;
  expect(refused(0, 8)).toBeUndefined();
  expect(refused(16, 24)).toBeUndefined();
  for (const [from, to] of [
    [0, 9],
    [15, 20],
    [9, 10],
    [0, 20],
    [8, 16],
  ] as const) {
    expect([from, to, refused(from, to)]).toEqual([from, to, 'shift-overlap']);
  }
  expect(refused(8, 16, { position: 'second' })).toBeUndefined();
  expect(refused(8, 16, { directorateId: 'ubari' })).toBeUndefined();
});

test('a cancelled shift leaves its place, a handed-over one does not', () => {
  const against = (state: ShiftState) => refuseShift(shift(8, 16), [shift(8, 16, { state })], now)?.code;
  expect(against('cancelled')).toBeUndefined();
  expect(against('handed-over')).toBe('shift-overlap');
});

test('a shift lasts more than nothing and at most a day, and is not over', () => {
  expect(refuseShift(shift(0, 24), [], now)).toBeUndefined();
  expect(refuseShift(shift(0, 24.01), [], now)).toEqual({ code: 'shift-length', field: 'endsAt' });
  expect(refuseShift(shift(8, 8), [], now)).toEqual({ code: 'shift-length', field: 'endsAt' });
  expect(refuseShift(shift(-8, 0), [], now)).toEqual({ code: 'shift-over', field: 'endsAt' });
  expect(refuseShift(shift(-8, 1), [], now)).toBeUndefined();
});

test('gaps are the stretches that no officer on duty covers, whatever the order of the shifts', () => {
  const gaps = (...shifts: ShiftView[]) => gapsBetween(shifts, midnight, midnight + 24 * 3_600_000);
  expect(gaps()).toEqual([{ from: at(0), to: at(24) }]);
  expect(gaps(shift(12, 24), shift(-2, 12))).toEqual([]);
  expect(gaps(shift(20, 30), shift(-4, 8))).toEqual([{ from: at(8), to: at(20) }]);
  expect(gaps(shift(2, 10), shift(4, 6))).toEqual([
    { from: at(0), to: at(2) },
    { from: at(10), to: at(24) },
  ]);
  expect(gaps(shift(0, 24, { position: 'second' }))).toHaveLength(1);
  expect(gaps(shift(0, 24, { state: 'cancelled' }))).toHaveLength(1);
  expect(gaps(shift(30, 40))).toEqual([{ from: at(0), to: at(24) }]);
});

test('on duty now is whoever began and has not ended, in the order of the chain', () => {
  const inOrder: RosterPosition[] = ['superior', 'on-duty', 'second'];
  const shifts = [...inOrder.map((position) => shift(-1, 7, { position })), shift(7, 15), shift(-9, -1)];
  const [sabha, ubari] = dutyAt(['sabha', 'ubari'], shifts, midnight);
  expect(sabha?.now.map(({ position }) => position)).toEqual(['on-duty', 'second', 'superior']);
  expect(sabha?.gaps).toEqual([{ from: at(15), to: at(24) }]);
  expect(ubari).toMatchObject({ now: [], gaps: [{ from: at(0), to: at(24) }] });
});

test('a shift is changed until its end, handed over from its beginning until half a day after its end', () => {
  const change = (hours: number) => refuseShiftChange(shift(0, 8), 1, new Date(midnight + hours * 3_600_000));
  expect([change(-1), change(7.9)]).toEqual([undefined, undefined]);
  expect(change(8)?.code).toBe('shift-over');
  const hand = (hours: number) =>
    refuseHandOver(shift(0, 8), 1, new Date(midnight + hours * 3_600_000))?.code;
  expect([hand(-0.1), hand(0), hand(19.9), hand(20)]).toEqual([
    'shift-not-begun',
    undefined,
    undefined,
    'shift-over',
  ]);
  expect(refuseShiftChange(shift(0, 8), 2, now)).toMatchObject({ code: 'conflict-version', version: 1 });
});

test('who sees and who writes a roster', () => {
  const actor = (role: Actor['role'], where: Partial<Actor> = {}): Actor => ({
    id: '00000000-0000-7000-8000-000000000001',
    username: 'u',
    nameAr: 'ا',
    nameEn: 'a',
    role,
    ...where,
  });
  const sabha = { id: 'sabha', ministryId: 'east' };
  const own = { ministryId: 'east', directorateId: 'sabha' };
  const other = { ministryId: 'east', directorateId: 'ubari' };
  const may = (who: Actor) => [seesRosterOf(who, sabha), writesRosterOf(who, sabha)];
  expect(may(actor('operator'))).toEqual([true, false]);
  expect(may(actor('supervisor'))).toEqual([true, true]);
  expect(may(actor('duty', own))).toEqual([true, true]);
  expect(may(actor('duty', other))).toEqual([false, false]);
  expect(may(actor('reporter', own))).toEqual([true, false]);
  expect(may(actor('admin', { ministryId: 'east' }))).toEqual([true, true]);
  expect(may(actor('admin', { ministryId: 'west' }))).toEqual([false, false]);
  expect(may(actor('auditor', { ministryId: 'east' }))).toEqual([false, false]);
});
