import { acknowledgeAlert, listAlerts } from '@t1/shared/alert-doors';
import { amendIncident } from '@t1/shared/incident-doors';
import { readSnapshot } from '@t1/shared/live-doors';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { points } from '../../../test/factories.ts';
import type { Person, TestRoom } from '../../../test/harness.ts';
import { eventually, openTestRoom } from '../../../test/harness.ts';

let room: TestRoom;
let reporter: Person;
let duty: Person;
let operator: Person;
beforeAll(async () => {
  room = await openTestRoom();
  reporter = room.as('sabha-reporter');
  duty = room.as('sabha-duty');
  operator = room.as('t1-operator');
});
afterAll(() => room.close());

const alertsOf = async (incidentId: string) =>
  (await operator.done(listAlerts, { state: 'any', limit: 200 })).items.filter(
    (alert) => alert.incidentId === incidentId,
  );

test('severity 1 and 2 raise one alert to the duty officer and the room, 3 and 4 none', async () => {
  const reported = new Map<number, string>();
  for (const severity of [1, 2, 3, 4] as const)
    reported.set(severity, (await reporter.report({ severity })).id);
  for (const severity of [1, 2]) {
    const id = reported.get(severity) ?? '';
    expect(await duty.alertOf({ id })).toMatchObject({
      incidentId: id,
      directorateId: 'sabha',
      severity,
      state: 'unacknowledged',
      version: 1,
      step: 0,
      exercise: true,
    });
  }
  // The reaction takes events in order: when a later one has its alert, the earlier ones will get none.
  const last = await reporter.report({ severity: 2 });
  await operator.alertOf(last);
  const counts = await Promise.all([...reported.values()].map(async (id) => (await alertsOf(id)).length));
  expect(counts).toEqual([1, 1, 0, 0]);
});

test('a report corrected to severity 1 raises its alert then', async () => {
  const { id } = await reporter.report({ severity: 4 });
  await reporter.done(amendIncident, { id, expectedVersion: 1, severity: 1 });
  expect(await duty.alertOf({ id })).toMatchObject({ severity: 1 });
});

test('of twenty officers who acknowledge at once one wins, and every screen shows who and when', async () => {
  const screens = await Promise.all(
    ['t1-operator', 't1-supervisor', 'sabha-reporter'].map((who) => room.socketAs(who)),
  );
  const { id } = await reporter.report({ severity: 1 });
  const alert = await duty.alertOf({ id });
  const officers = [duty, operator, room.as('t1-supervisor')];
  const answers = await Promise.all(
    Array.from({ length: 20 }, async (_, n) => {
      const officer = officers[n % officers.length] ?? duty;
      return { officer, answer: await officer.call(acknowledgeAlert, { id: alert.id, expectedVersion: 1 }) };
    }),
  );
  const winners = answers.filter(({ answer }) => answer.status === 200);
  expect(winners).toHaveLength(1);
  const losers = answers.filter(({ answer }) => answer.problem?.code === 'alert-already-handled');
  expect(losers).toHaveLength(19);
  for (const { answer } of losers)
    expect(answer.problem).toMatchObject({ version: 2, state: 'acknowledged' });

  for (const screen of screens) {
    await screen.sees('alert.acknowledged', alert.id);
    const seen = screen.events.filter(
      ({ type, subject }) => type === 'alert.acknowledged' && subject === alert.id,
    );
    expect(seen).toHaveLength(1);
    expect(seen[0]).toMatchObject({ data: { state: 'acknowledged', acknowledgedAt: expect.any(String) } });
    expect(JSON.stringify(seen[0])).toContain('"acknowledgedBy"');
  }
});

test('acknowledging opens the incident in the name of the officer', async () => {
  const { id } = await reporter.report({ severity: 2 });
  const alert = await duty.alertOf({ id });
  await duty.done(acknowledgeAlert, { id: alert.id, expectedVersion: 1 });
  const opened = await eventually(
    'the incident opens',
    () => operator.read(id),
    ({ state }) => state === 'open',
  );
  expect(opened).toMatchObject({ version: 2, openedBy: { role: 'duty', directorateId: 'sabha' } });
  expect(opened.timeline.map(({ type }) => type)).toEqual([
    'incident.reported',
    'alert.raised',
    'alert.acknowledged',
    'incident.opened',
  ]);
});

test('an alert is not for another directorate: unseen is 404, seen but addressed elsewhere is 403', async () => {
  const { id } = await reporter.report({ severity: 1, location: points.benghazi });
  const alert = await room.as('greater-benghazi-duty').alertOf({ id });
  const by = async (who: string) =>
    (await room.as(who).refused(acknowledgeAlert, { id: alert.id, expectedVersion: 1 })).code;
  expect(await by('tripoli-duty')).toBe('not-found');
  expect(await by('sabha-duty')).toBe('forbidden');
  expect(await by('greater-benghazi-reporter')).toBe('forbidden');
  await room.as('greater-benghazi-duty').done(acknowledgeAlert, { id: alert.id, expectedVersion: 1 });
});

test('a stale version is refused with the one that stands', async () => {
  const { id } = await reporter.report({ severity: 2 });
  const alert = await duty.alertOf({ id });
  await reporter.done(amendIncident, { id, expectedVersion: 1, severity: 1 });
  await eventually(
    'the alert follows',
    () => duty.alertOf({ id }),
    ({ version }) => version === 2,
  );
  const problem = await duty.refused(acknowledgeAlert, { id: alert.id, expectedVersion: 1 });
  expect(problem).toMatchObject({ code: 'conflict-version', version: 2 });
});

test('alerts are raised once though the room is closed between report and alert', async () => {
  const { id } = await reporter.report({ severity: 1 });
  await room.restart();
  await operator.alertOf({ id });
  await room.restart();
  expect(await alertsOf(id)).toHaveLength(1);
  const { alerts } = await operator.done(readSnapshot, {});
  expect(alerts.filter((alert) => alert.incidentId === id)).toHaveLength(1);
});
