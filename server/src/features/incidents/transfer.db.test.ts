import { acknowledgeAlert } from '@t1/shared/alert-doors';
import { amendIncident, readIncident, transferIncident } from '@t1/shared/incident-doors';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { points } from '../../../test/factories.ts';
import type { Person, TestRoom } from '../../../test/harness.ts';
import { eventually, openTestRoom } from '../../../test/harness.ts';

let room: TestRoom;
let operator: Person;
beforeAll(async () => {
  room = await openTestRoom();
  operator = room.as('t1-operator');
});
afterAll(() => room.close());

const reason = 'يتبع أوباري';

test('the directorate that loses an incident is told to forget it and learns nothing else; the new one gets the whole', async () => {
  const loser = await room.socketAs('sabha-duty');
  const winner = await room.socketAs('ubari-duty');
  const { id } = await operator.report({ title: 'تهريب وقود', severity: 2, location: points.sabha });
  const alert = await operator.alertOf({ id });
  await loser.sees('alert.raised', alert.id);
  expect(winner.events).toEqual([]);
  const before = loser.events.length;

  const { seq } = await operator.done(transferIncident, {
    id,
    expectedVersion: 1,
    directorateId: 'ubari',
    reason,
  });
  await loser.sees('incident.withdrawn', id);
  await loser.sees('alert.withdrawn', alert.id);
  await winner.sees('incident.transferred', id);
  await winner.sees('alert.redirected', alert.id);

  const told = loser.events.slice(before);
  expect(told.map(({ type, data }) => [type, data])).toEqual([
    ['incident.withdrawn', { id }],
    ['alert.withdrawn', { id: alert.id }],
  ]);
  expect(JSON.stringify(told)).not.toMatch(/ubari|أوباري|T1-20|تهريب|detail/);
  expect(winner.events[0]).toMatchObject({
    seq,
    detail: { from: 'sabha', to: 'ubari', reason },
    data: { id, title: 'تهريب وقود', severity: 2, directorateId: 'ubari', version: 2 },
  });

  expect((await room.as('sabha-duty').refused(readIncident, { id })).code).toBe('not-found');
  const seen = await room.as('ubari-duty').read(id);
  expect(seen.timeline.map(({ type }) => type)).toEqual([
    'incident.reported',
    'alert.raised',
    'incident.transferred',
    'alert.redirected',
  ]);

  await operator.done(amendIncident, { id, expectedVersion: 2, title: 'تهريب وقود وذخيرة' });
  await winner.sees('incident.amended', id);
  const { seq: later } = await room.as('sabha-reporter').report();
  await loser.reaches(later);
  expect(loser.events.slice(before + 2).map(({ type }) => type)).toEqual(['incident.reported']);
});

test('the directorate that took the call keeps sight of it and learns where it went', async () => {
  const screen = await room.socketAs('sabha-reporter');
  const { id } = await room.as('sabha-reporter').report();
  await operator.done(transferIncident, { id, expectedVersion: 1, directorateId: 'ubari', reason });
  await screen.sees('incident.transferred', id);
  expect(await room.as('sabha-reporter').read(id)).toMatchObject({
    directorateId: 'ubari',
    reportingDirectorateId: 'sabha',
  });
});

test('an alert that was acknowledged is unacknowledged again for the new directorate', async () => {
  const { id } = await operator.report({ severity: 1 });
  const alert = await room.as('sabha-duty').alertOf({ id });
  await room.as('sabha-duty').done(acknowledgeAlert, { id: alert.id, expectedVersion: 1 });
  const screen = await room.socketAs('ubari-duty');
  // Whoever acknowledged has also opened it, as a change of its own.
  const { version } = await eventually(
    'the incident opens',
    () => operator.read(id),
    ({ state }) => state === 'open',
  );
  await operator.done(transferIncident, { id, expectedVersion: version, directorateId: 'ubari', reason });
  await screen.sees('alert.redirected', alert.id);
  const moved = await room.as('ubari-duty').alertOf({ id });
  expect(moved).toMatchObject({ id: alert.id, state: 'unacknowledged', directorateId: 'ubari' });
  expect(moved).not.toHaveProperty('acknowledgedBy');
});

test('to the other ministry, to itself, to nowhere and on a stale version it is refused', async () => {
  const { id } = await operator.report();
  const to = async (directorateId: string, expectedVersion = 1) =>
    operator.refused(transferIncident, { id, expectedVersion, directorateId, reason });
  expect(await to('tripoli')).toMatchObject({ code: 'cross-ministry', field: 'directorateId' });
  expect(await to('sabha')).toMatchObject({ code: 'same-directorate', field: 'directorateId' });
  expect(await to('atlantis')).toMatchObject({ code: 'unknown-directorate', field: 'directorateId' });
  expect(await to('ubari', 9)).toMatchObject({ code: 'conflict-version', version: 1 });
  expect(await operator.read(id)).toMatchObject({ directorateId: 'sabha', version: 1 });
});

test('a directorate cannot hand its incident over by itself', async () => {
  const { id } = await room.as('sabha-reporter').report();
  for (const person of ['sabha-reporter', 'sabha-duty', 'ubari-duty']) {
    const problem = await room
      .as(person)
      .refused(transferIncident, { id, expectedVersion: 1, directorateId: 'ubari', reason });
    expect(problem.code).toBe('forbidden');
  }
});
