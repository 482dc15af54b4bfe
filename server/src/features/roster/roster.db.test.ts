import { readEvents, readSnapshot } from '@t1/shared/live-doors';
import {
  addShift,
  cancelShift,
  exportRoster,
  handOverShift,
  listOfficers,
  listOnDuty,
  listShifts,
  substituteOfficer,
} from '@t1/shared/roster-doors';
import type { ShiftView } from '@t1/shared/roster';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { newId } from '../../../test/factories.ts';
import type { Person, TestRoom } from '../../../test/harness.ts';
import { openTestRoom } from '../../../test/harness.ts';

let room: TestRoom;
let duty: Person;
let supervisor: Person;
beforeAll(async () => {
  room = await openTestRoom();
  duty = room.as('sabha-duty');
  supervisor = room.as('t1-supervisor');
});
afterAll(() => room.close());

/** The instant so many hours from now. */
const inHours = (hours: number): string => new Date(Date.now() + hours * 3_600_000).toISOString();

const aShift = (changes: Record<string, unknown> = {}) => ({
  id: newId(),
  directorateId: 'sabha',
  position: 'on-duty' as const,
  named: { name: 'الضابط المناوب – سبها', phone: '+218 91-0000000' },
  startsAt: inHours(100),
  endsAt: inHours(108),
  ...changes,
});

const shiftsOf = async (directorate: string): Promise<ShiftView[]> =>
  (await supervisor.done(listShifts, { directorate, to: inHours(600) })).items;
const found = async (id: string): Promise<ShiftView | undefined> =>
  (await shiftsOf('sabha')).find((shift) => shift.id === id);

test('an exercise begins with a full roster: every directorate has an officer on duty now and no gap ahead', async () => {
  const { items } = await supervisor.done(listOnDuty, {});
  expect(items.length).toBeGreaterThan(30);
  for (const { now, gaps } of items) {
    expect(now.map(({ position }) => position)).toEqual(['on-duty', 'second', 'superior']);
    expect(gaps).toEqual([]);
  }
  const [sabha] = await shiftsOf('sabha');
  expect(sabha).toMatchObject({
    officer: { nameAr: 'مناوب سبها', userId: expect.any(String) },
    exercise: true,
  });
});

test('a directorate sees its own roster, a ministry its own, the room all', async () => {
  const seenBy = async (who: string) =>
    new Set((await room.as(who).done(listOnDuty, {})).items.map(({ directorateId }) => directorateId));
  expect(await seenBy('sabha-reporter')).toEqual(new Set(['sabha']));
  const east = await seenBy('admin-east');
  expect(east.has('sabha')).toBe(true);
  expect(east.has('tripoli')).toBe(false);
  expect((await seenBy('t1-operator')).size).toBeGreaterThan(east.size);
  const { shifts } = await duty.done(readSnapshot, {});
  expect(new Set(shifts.map(({ directorateId }) => directorateId))).toEqual(new Set(['sabha']));
});

test('a shift is added once however often it is sent, and stands on the screens of its directorate only', async () => {
  const own = await room.socketAs('sabha-reporter');
  const other = await room.socketAs('tripoli-reporter');
  const shift = aShift();
  const first = await duty.done(addShift, shift);
  const again = await duty.call(addShift, shift);
  expect(again.body).toEqual(first);
  expect(again.headers.get('idempotent-replay')).toBe('true');
  expect((await duty.refused(addShift, { ...shift, position: 'second' })).code).toBe('conflict-id');
  await own.sees('roster.shift-added', shift.id);
  const witness = aShift({ directorateId: 'tripoli' });
  await supervisor.done(addShift, witness);
  await other.sees('roster.shift-added', witness.id);
  expect(other.events.map(({ subject }) => subject)).not.toContain(shift.id);
});

test('two shifts of one place of the chain do not overlap, even when twenty are sent at once', async () => {
  const slots = Array.from({ length: 20 }, () => aShift({ startsAt: inHours(200), endsAt: inHours(208) }));
  const answers = await Promise.all(slots.map((slot) => duty.call(addShift, slot)));
  expect(answers.filter(({ status }) => status === 201)).toHaveLength(1);
  const refused = answers.flatMap(({ problem }) => problem ?? []);
  expect(refused).toHaveLength(19);
  for (const problem of refused) expect(problem).toMatchObject({ code: 'shift-overlap', field: 'startsAt' });
  await duty.done(addShift, aShift({ startsAt: inHours(200), endsAt: inHours(208), position: 'second' }));
});

test('a shift longer than a day, without length, over, or of nobody is refused with the field named', async () => {
  const refused = async (changes: Record<string, unknown>) => {
    const { code, field } = await duty.refused(addShift, aShift(changes));
    return [code, field];
  };
  expect(await refused({ endsAt: inHours(125) })).toEqual(['shift-length', 'endsAt']);
  expect(await refused({ endsAt: inHours(99) })).toEqual(['shift-length', 'endsAt']);
  expect(await refused({ startsAt: inHours(-9), endsAt: inHours(-1) })).toEqual(['shift-over', 'endsAt']);
  const free = { startsAt: inHours(300), endsAt: inHours(308) };
  expect(await refused({ named: undefined, ...free })).toEqual(['unknown-officer', 'officer']);
  expect(await refused({ directorateId: 'atlantis' })).toEqual(['unknown-directorate', 'directorateId']);
  const { items } = await room.as('tripoli-duty').done(listOfficers, { directorate: 'tripoli' });
  const foreign = { named: undefined, userId: items[0]?.id, ...free };
  expect(await refused(foreign)).toEqual(['unknown-officer', 'userId']);
});

test('a roster is written by the duty officer of the directorate, its ministry and the supervisor, by nobody else', async () => {
  const shift = aShift({ startsAt: inHours(400), endsAt: inHours(408) });
  for (const who of ['t1-operator', 'sabha-reporter', 'tripoli-duty', 'admin-west', 'auditor-east']) {
    expect([who, (await room.as(who).refused(addShift, shift)).code]).toEqual([who, 'forbidden']);
  }
  await room.as('admin-east').done(addShift, shift);
  const about = { id: shift.id, expectedVersion: 1 };
  expect((await room.as('tripoli-duty').refused(cancelShift, about)).code).toBe('not-found');
  await duty.done(cancelShift, about);
  expect(await found(shift.id)).toBeUndefined();
  expect((await duty.refused(cancelShift, { ...about, expectedVersion: 2 })).code).toBe('shift-over');
});

test('a substitute takes the shift, and both officers stay in the log', async () => {
  const shift = aShift({ startsAt: inHours(500), endsAt: inHours(524) });
  await duty.done(addShift, shift);
  const { items } = await duty.done(listOfficers, { directorate: 'sabha' });
  const userId = items.find(({ username }) => username === 'sabha-duty')?.id;
  const input = { id: shift.id, expectedVersion: 1, userId, reason: 'إجازة مرضية' };
  const { seq } = await duty.done(substituteOfficer, input);
  expect(await found(shift.id)).toMatchObject({ version: 2, officer: { userId, nameAr: 'مناوب سبها' } });
  const { events } = await duty.done(readEvents, { limit: 500 });
  expect(events.find((event) => event.seq === seq)).toMatchObject({
    type: 'roster.shift-substituted',
    data: { officer: { userId } },
    detail: { before: { nameAr: shift.named.name }, reason: 'إجازة مرضية' },
  });
  expect((await duty.refused(substituteOfficer, input)).code).toBe('conflict-version');
});

test('a duty is handed over with a note once it has begun, not before and not twice', async () => {
  const { items } = await room.as('ubari-duty').done(listShifts, {});
  const first = items.find(({ position }) => position === 'on-duty');
  const later = items.findLast(({ position }) => position === 'on-duty');
  const hand = { note: 'دوريتان في الطريق، وبلاغ مفتوح واحد', expectedVersion: 1 };
  const officer = room.as('ubari-duty');
  expect((await officer.refused(handOverShift, { ...hand, id: later?.id ?? '' })).code).toBe(
    'shift-not-begun',
  );
  await officer.done(handOverShift, { ...hand, id: first?.id ?? '' });
  const again = { ...hand, id: first?.id ?? '', expectedVersion: 2 };
  expect((await officer.refused(handOverShift, again)).code).toBe('shift-over');
  const [now] = (await officer.done(listOnDuty, {})).items[0]?.now ?? [];
  expect(now).toMatchObject({ state: 'handed-over', handOver: { note: hand.note, by: { role: 'duty' } } });
});

test('a cancelled duty is a gap within a day, counted from now', async () => {
  const officer = room.as('murzuq-duty');
  const { items } = await officer.done(listShifts, {});
  const first = items.find(({ position }) => position === 'on-duty');
  await officer.done(cancelShift, { id: first?.id ?? '', expectedVersion: 1 });
  const { items: duties, serverNow } = await officer.done(listOnDuty, {});
  expect(duties[0]?.now.map(({ position }) => position)).toEqual(['second', 'superior']);
  expect(duties[0]?.gaps).toEqual([{ from: serverNow, to: first?.endsAt }]);
});

test('a roster leaves as a file that says it is an exercise', async () => {
  const csv = await duty.done(exportRoster, { format: 'csv' });
  expect(csv).toContain('تمرين / EXERCISE');
  expect(csv.split('\r\n')[0]).toContain('"directorate","position","officer"');
  // A phone number begins with a plus: a spreadsheet must not calculate it.
  expect(csv).toContain(`"'+218 91-0000000"`);
  expect(csv).not.toContain('"tripoli"');
});
