import { acknowledgeAlert, escalateAlert, shelveAlert, unshelveAlert } from '@t1/shared/alert-doors';
import { amendIncident, closeIncident, transferIncident } from '@t1/shared/incident-doors';
import type { Severity } from '@t1/shared/incidents';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AlertStory } from '../alert-story.ts';
import type { Person, TestRoom } from '../harness.ts';
import { openTestRoom } from '../harness.ts';

let room: TestRoom;
let story: AlertStory;
let duty: Person;
let operator: Person;
beforeAll(async () => {
  room = await openTestRoom();
  story = new AlertStory(room);
  duty = room.as('sabha-duty');
  operator = room.as('t1-operator');
});
afterAll(() => room.close());

const reason = 'صيانة كاميرا الموقع';

/** An alert of this severity; what is less grave than 2 was graver when it was raised. */
async function raised(severity: Severity) {
  const { id } = await operator.report({ severity: severity > 2 ? 2 : severity });
  const alert = await operator.alertOf({ id });
  if (severity > 2) {
    await operator.done(amendIncident, { id, expectedVersion: 1, severity });
    return {
      incident: id,
      alert: await story.until('it follows', alert, (view) => view.severity === severity),
    };
  }
  return { incident: id, alert };
}

const shelve = (alert: { id: string; version: number }, minutes: number) =>
  duty.call(shelveAlert, { id: alert.id, expectedVersion: alert.version, minutes, reason });

async function shelved(severity: Severity, minutes: number) {
  const { incident, alert } = await raised(severity);
  const { body } = await shelve(alert, minutes);
  expect(body?.state).toBe('shelved');
  return { incident, alert: await story.now(alert) };
}

test('severity 1 is never shelved, severity 2 for half an hour at most, others for four hours', async () => {
  const longest = { 1: 0, 2: 30, 3: 240, 4: 240 } as const;
  for (const severity of [1, 2, 3, 4] as const) {
    const { alert } = await raised(severity);
    const { problem } = await shelve(alert, longest[severity] + 1);
    expect(problem, `severity ${severity}`).toMatchObject(
      severity > 2 ? { code: 'malformed' } : { code: 'shelf-too-long', field: 'minutes' },
    );
    const { status } = await shelve(alert, Math.max(1, longest[severity]));
    expect(status, `severity ${severity}`).toBe(severity === 1 ? 422 : 200);
  }
});

test('a shelved alert is silent, says who shelved it and why, and returns by itself', async () => {
  const { alert } = await shelved(2, 30);
  expect(alert).toMatchObject({
    state: 'shelved',
    shelvedBy: { role: 'duty', directorateId: 'sabha' },
    shelfReason: reason,
  });
  await story.moveTo(alert, { before: 2 });
  await story.engineLooked();
  expect(await story.now(alert)).toEqual(alert);
  await room.clock.forward({ seconds: 3 });
  const back = await story.until('it returns', alert, ({ state }) => state === 'unacknowledged');
  expect(back.shelvedBy).toBeUndefined();
  expect(back.shelfReason).toBeUndefined();
  await story.moveTo(back, { after: 0.01 });
  await story.until('it climbs', alert, ({ step }) => step === 1);
  expect((await story.of(alert)).map(({ type, actor }) => [type, actor.role])).toEqual([
    ['alert.raised', 'system'],
    ['alert.shelved', 'duty'],
    ['alert.unshelved', 'system'],
    ['alert.escalated', 'system'],
  ]);
  expect((await story.of(alert))[1]?.detail).toEqual({ minutes: 30, reason });
});

test('it can be taken from the shelf before its time, and only from there', async () => {
  const { alert } = await shelved(2, 20);
  const { id, version } = alert;
  await duty.done(unshelveAlert, { id, expectedVersion: version });
  expect(await story.timersOf(alert)).toEqual(['alert.escalate']);
  expect((await story.of(alert)).at(-1)).toMatchObject({ type: 'alert.unshelved', actor: { role: 'duty' } });
  const again = await duty.refused(unshelveAlert, { id, expectedVersion: version + 1 });
  expect(again).toMatchObject({ code: 'alert-already-handled', state: 'unacknowledged' });
});

test('what is on the shelf is neither acknowledged nor handed on', async () => {
  const { alert } = await shelved(2, 20);
  const input = { id: alert.id, expectedVersion: alert.version };
  for (const door of [acknowledgeAlert, escalateAlert])
    expect(await duty.refused(door, input)).toMatchObject({
      code: 'alert-already-handled',
      state: 'shelved',
    });
});

test('only the directorate it is addressed to and the room shelve it', async () => {
  const { alert } = await raised(2);
  const input = { id: alert.id, expectedVersion: 1, minutes: 5, reason };
  expect((await room.as('sabha-reporter').refused(shelveAlert, input)).code).toBe('forbidden');
  expect((await room.as('tripoli-duty').refused(shelveAlert, input)).code).toBe('not-found');
  await room.as('t1-supervisor').done(shelveAlert, input);
});

test('an alert whose incident is closed while it is shelved closes, and does not return', async () => {
  const { incident, alert } = await shelved(2, 30);
  await operator.done(closeIncident, { id: incident, expectedVersion: 1 });
  await story.until('it closes', alert, ({ state }) => state === 'closed');
  expect(await story.timersOf(alert)).toEqual([]);
  await room.clock.forward({ hours: 1 });
  await story.engineLooked();
  expect((await story.now(alert)).state).toBe('closed');
});

test('what grows graver leaves the shelf; what grows less grave stays its time', async () => {
  const graver = await shelved(2, 30);
  await operator.done(amendIncident, { id: graver.incident, expectedVersion: 1, severity: 1 });
  const out = await story.until('it returns', graver.alert, ({ state }) => state === 'unacknowledged');
  expect(out).toMatchObject({ severity: 1 });
  expect(out.shelvedBy).toBeUndefined();
  expect(await story.timersOf(graver.alert)).toEqual(['alert.escalate']);

  const less = await shelved(2, 30);
  await operator.done(amendIncident, { id: less.incident, expectedVersion: 1, severity: 3 });
  const kept = await story.until('it follows', less.alert, ({ severity }) => severity === 3);
  expect(kept).toMatchObject({ state: 'shelved', dueAt: less.alert.dueAt });
  expect(await story.timersOf(less.alert)).toEqual(['alert.unshelve']);
});

test('a new owner finds it standing, not on the shelf of another', async () => {
  const { incident, alert } = await shelved(2, 30);
  await operator.done(transferIncident, {
    id: incident,
    expectedVersion: 1,
    directorateId: 'ubari',
    reason: 'تتبع',
  });
  await story.until('it moves', alert, ({ directorateId }) => directorateId === 'ubari');
  expect(await story.now(alert)).toMatchObject({ state: 'unacknowledged', step: 0 });
  expect(await story.timersOf(alert)).toEqual(['alert.escalate']);
});
