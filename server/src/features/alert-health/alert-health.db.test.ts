import {
  acknowledgeAlert,
  escalateAlert,
  shelveAlert,
  undoAcknowledgement,
  unshelveAlert,
} from '@t1/shared/alert-doors';
import type { AlertHealth } from '@t1/shared/alert-health';
import { readAlertHealth } from '@t1/shared/alert-health';
import type { AlertView } from '@t1/shared/alerts';
import { closeIncident } from '@t1/shared/incident-doors';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Report } from '../../../test/factories.ts';
import { points } from '../../../test/factories.ts';
import type { TestRoom } from '../../../test/harness.ts';
import { eventually, openTestRoom } from '../../../test/harness.ts';

/** The alerts of these tests climb only when the test says so: their times would come between what is counted. */
const slowPolicies = `update escalation_policy set steps = (
  select jsonb_agg(jsonb_set(step, '{afterSeconds}', '86400')) from jsonb_array_elements(steps) step)`;

const minuteMs = 60_000;

let room: TestRoom;
let began: Date;
let national: AlertHealth;
let sabha: AlertHealth;
let benghazi: AlertHealth;

async function databaseNow(): Promise<Date> {
  const [row] = await room.sql<{ now: Date }>('select t1_now() as now');
  return row?.now ?? expect.fail('the database gave no time');
}

async function raise(who: string, report: Partial<Report>): Promise<AlertView> {
  return room.as('t1-operator').alertOf(await room.as(who).report(report));
}

const acknowledge = (who: string, { id }: AlertView, expectedVersion = 1) =>
  room.as(who).done(acknowledgeAlert, { id, expectedVersion });

const figures = (who: string, from: Date, to?: Date): Promise<AlertHealth> =>
  room.as(who).done(readAlertHealth, {
    from: from.toISOString(),
    ...(to === undefined ? {} : { to: to.toISOString() }),
  });

/**
 * A day of the room: an alert of the day before that nobody closes, twelve quarrels in Benghazi at once, and three
 * alerts in Sabha of which one is acknowledged at once, one late at the first step, one shelved.
 */
beforeAll(async () => {
  room = await openTestRoom();
  await room.sql(slowPolicies);
  // A session does not last a day: the people of yesterday are others than those of today.
  const old = await room.another('sabha-reporter').report({ severity: 2, type: 'fire' });
  await room.another('t1-operator').alertOf(old);
  await room.clock.forward({ hours: 25 });
  began = await databaseNow();

  const flood: AlertView[] = [];
  for (let n = 0; n < 12; n += 1)
    flood.push(await raise('greater-benghazi-reporter', { severity: 1, location: points.benghazi }));
  const [first, second] = flood;
  if (first === undefined || second === undefined) expect.fail('twelve alerts were raised');

  await room.clock.forward({ seconds: 30 });
  await acknowledge('greater-benghazi-duty', first);
  await room.as('greater-benghazi-duty').done(undoAcknowledgement, { id: first.id, expectedVersion: 2 });
  await acknowledge('t1-operator', second);

  await room.clock.forward({ minutes: 15 });
  const soon = await raise('sabha-reporter', { severity: 2 });
  await room.clock.forward({ seconds: 60 });
  await acknowledge('sabha-duty', soon);

  const late = await raise('sabha-reporter', { severity: 1, type: 'fire' });
  await room.as('sabha-duty').done(escalateAlert, { id: late.id, expectedVersion: 1 });
  await room.clock.forward({ seconds: 180 });
  await acknowledge('sabha-duty', late, 2);

  const shelved = await raise('sabha-reporter', { severity: 2, type: 'fire' });
  const shelf = { id: shelved.id, expectedVersion: 1, minutes: 30, reason: 'أعمال صيانة معلنة' };
  await room.as('sabha-duty').done(shelveAlert, shelf);
  await room.clock.forward({ minutes: 6 });
  await room.as('sabha-duty').done(unshelveAlert, { id: shelved.id, expectedVersion: 2 });

  // Nobody does anything: what was acknowledged stands again ten minutes later.
  await room.clock.forward({ minutes: 12 });
  await eventually(
    'the three promises lapse',
    () =>
      room.sql<{ n: number }>(
        "select count(*)::int n from event_log where type = 'alert.acknowledgement-lapsed'",
      ),
    ([row]) => row?.n === 3,
  );
  const to = await databaseNow();
  [national, sabha, benghazi] = await Promise.all([
    figures('t1-operator', began, to),
    figures('sabha-duty', began, to),
    figures('greater-benghazi-duty', began, to),
  ]);
});
afterAll(() => room.close());

test('alerts are counted in each ten minutes, with the fullest, the floods and their share of time', () => {
  // 30 s + 15 min + 60 s + 180 s + 6 min + 12 min: four slots, the last one begun.
  expect(national.slots).toEqual([12, 3, 0, 0]);
  expect(national).toMatchObject({
    raised: 15,
    peak: { alerts: 12, at: began.toISOString() },
    flood: { slots: 1, share: 0.25 },
    bySeverity: { 1: 13, 2: 2, 3: 0, 4: 0 },
  });
  expect(national.perTenMinutes).toBeCloseTo(15 / 3.75, 0);
});

test('twelve quarrels of one directorate within a minute chatter, and fires that come apart do not', () => {
  expect(national.chattering).toEqual({
    sources: 1,
    alerts: 12,
    worst: [{ directorateId: 'greater-benghazi', typeId: 'quarrel', alerts: 12 }],
  });
});

test('an alert of yesterday that still stands is stale, whatever period is asked for', () => {
  expect([national.stale, sabha.stale, benghazi.stale]).toEqual([1, 1, 0]);
});

test('times to acknowledge are those of first acknowledgements that were not taken back', () => {
  const { acknowledgement } = national;
  expect(acknowledgement).toMatchObject({ acknowledged: 3, never: 12 });
  // 30 s, 60 s and 180 s: the middle is 60, nine of ten are within 60 + 0.8 * 120.
  expect(acknowledgement.meanSeconds).toBeCloseTo(90, -1);
  expect(acknowledgement.medianSeconds).toBeCloseTo(60, -1);
  expect(acknowledgement.p90Seconds).toBeCloseTo(156, -1);
  expect(acknowledgement.bySteps.map(({ step, acknowledged }) => [step, acknowledged])).toEqual([
    [0, 2],
    [1, 1],
  ]);
  expect(acknowledgement.bySteps[1]?.meanSeconds).toBeCloseTo(180, -1);
});

test('each directorate has its own times', () => {
  expect(national.directorates).toMatchObject([
    { directorateId: 'greater-benghazi', raised: 12, acknowledged: 1, never: 11 },
    { directorateId: 'sabha', raised: 3, acknowledged: 2, never: 1 },
  ]);
});

test('lapsed and undone acknowledgements and minutes on the shelf are counted', () => {
  expect(national).toMatchObject({ lapsed: 3, undone: 1, shelved: { alerts: 1 } });
  expect(national.shelved.minutes).toBeCloseTo(6, 0);
});

test('accounts that acknowledged stand by name with their load', () => {
  expect(national.operators.map(({ role, acknowledged, peak }) => [role, acknowledged, peak])).toEqual(
    expect.arrayContaining([
      ['duty', 2, 2],
      ['operator', 1, 1],
    ]),
  );
  expect(national.operators).toHaveLength(2);
  const names = national.operators.map(({ nameEn }) => nameEn);
  expect(names).toEqual(names.toSorted());
});

test("Sabha's duty officer sees only Sabha's figures", () => {
  expect(sabha).toMatchObject({
    raised: 3,
    peak: { alerts: 3 },
    flood: { slots: 0, share: 0 },
    chattering: { sources: 0, alerts: 0, worst: [] },
    lapsed: 2,
    undone: 0,
    acknowledgement: { acknowledged: 2, never: 1 },
  });
  expect(sabha.directorates.map(({ directorateId }) => directorateId)).toEqual(['sabha']);
  expect(sabha.operators.map(({ directorateId }) => directorateId)).toEqual(['sabha']);
  expect(benghazi).toMatchObject({ raised: 12, lapsed: 1, undone: 1, shelved: { alerts: 0, minutes: 0 } });
  expect(JSON.stringify(benghazi)).not.toContain('sabha');
});

test('a period before anything happened is empty, and says so in every figure', async () => {
  const to = new Date(began.getTime() - 26 * 60 * minuteMs);
  const empty = await figures('t1-operator', new Date(to.getTime() - 60 * minuteMs), to);
  expect(empty).toMatchObject({ raised: 0, slots: [0, 0, 0, 0, 0, 0], peak: { alerts: 0 }, operators: [] });
  expect(empty.acknowledgement).toEqual({ acknowledged: 0, never: 0, bySteps: [] });
});

test('without a period the figures are those of the last 24 hours', async () => {
  const day = await room.as('t1-operator').done(readAlertHealth, {});
  expect(Date.parse(day.to) - Date.parse(day.from)).toBe(24 * 60 * minuteMs);
  expect(day).toMatchObject({ raised: 15 });
  expect(day.slots).toHaveLength(144);
});

test('a period that ends before it begins, is too long or is no time is refused with its field', async () => {
  const refused = async (from: string, to?: string) => {
    const { code, field } = await room
      .as('t1-operator')
      .refused(readAlertHealth, { from, ...(to === undefined ? {} : { to }) });
    return [code, field];
  };
  const to = began.toISOString();
  const earlier = (minutes: number) => new Date(began.getTime() - minutes * minuteMs).toISOString();
  expect(await refused(earlier(-1), to)).toEqual(['malformed', 'from']);
  expect(await refused(earlier(31 * 24 * 60 + 1), to)).toEqual(['malformed', 'from']);
  expect(await refused('yesterday')).toEqual(['malformed', 'from']);
  expect(await refused(to, 'today')).toEqual(['malformed', 'to']);
  // The end is at most now: what begins later has no time at all.
  expect(await refused(earlier(-100_000), earlier(-100_010))).toEqual(['malformed', 'from']);
});

test('a closed alert that stood long is not stale any more', async () => {
  const operator = room.as('t1-operator');
  const [old] = await room.sql<{ incident_id: string }>(
    'select incident_id from alert order by raised_at limit 1',
  );
  const { id, version } = await operator.read(old?.incident_id ?? '');
  await operator.done(closeIncident, { id, expectedVersion: version });
  await eventually(
    'the alert closes with its incident',
    () => operator.done(readAlertHealth, {}),
    ({ stale }) => stale === 0,
  );
});
