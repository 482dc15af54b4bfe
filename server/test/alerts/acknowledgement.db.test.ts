import { acknowledgeAlert, undoAcknowledgement } from '@t1/shared/alert-doors';
import type { Intent } from '@t1/shared/alerts';
import { actOnIncident, amendIncident, closeIncident, reopenIncident } from '@t1/shared/incident-doors';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AlertStory } from '../alert-story.ts';
import type { Person, TestRoom } from '../harness.ts';
import { eventually, openTestRoom } from '../harness.ts';
import { addressOf, connected } from '../parts/database.ts';

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

/** An alert that the duty officer has acknowledged and whose incident is open in their name. */
async function acknowledged(severity: 1 | 2 = 1, intent: Intent = 'received') {
  const { id } = await operator.report({ severity });
  const alert = await operator.alertOf({ id });
  await duty.done(acknowledgeAlert, { id: alert.id, expectedVersion: 1, intent });
  await eventually(
    'the incident opens',
    () => operator.read(id),
    ({ state }) => state === 'open',
  );
  return { incident: id, alert };
}

const undo = (who: Person, alert: { id: string }, expectedVersion = 2) =>
  who.call(undoAcknowledgement, { id: alert.id, expectedVersion });

describe('a word given', () => {
  test('says what the officer means to do, and until when it holds', async () => {
    const { alert } = await acknowledged(1, 'patrol-sent');
    const view = await story.now(alert);
    expect(view).toMatchObject({
      state: 'acknowledged',
      intent: 'patrol-sent',
      acknowledgedBy: { role: 'duty', directorateId: 'sabha' },
    });
    const promised = Date.parse(view.dueAt ?? '') - Date.parse(view.acknowledgedAt ?? '');
    expect(promised / 60_000).toBeCloseTo(10, 1);
  });

  test('lapses after ten minutes without an action: the alert stands again at its step and climbs on', async () => {
    const { incident, alert } = await acknowledged();
    await story.moveTo(await story.now(alert), { before: 2 });
    await story.engineLooked();
    expect((await story.now(alert)).state).toBe('acknowledged');

    await room.clock.forward({ seconds: 3 });
    const again = await story.until('it stands again', alert, ({ state }) => state === 'unacknowledged');
    expect(again).toMatchObject({ step: 0, version: 3 });
    expect(again.acknowledgedBy).toBeUndefined();
    expect(again.intent).toBeUndefined();
    const event = (await story.of(alert)).at(-1);
    expect(event).toMatchObject({
      type: 'alert.acknowledgement-lapsed',
      actor: { role: 'system' },
      detail: { acknowledgedBy: { role: 'duty', directorateId: 'sabha' } },
    });
    await story.moveTo(again, { after: 0.01 });
    await story.until('it climbs on', alert, ({ step }) => step === 1);
    const { timeline } = await operator.read(incident);
    expect(timeline.map(({ type }) => type)).toEqual([
      'incident.reported',
      'alert.raised',
      'alert.acknowledged',
      'incident.opened',
      'alert.acknowledgement-lapsed',
      'alert.escalated',
    ]);
  });

  test('is kept by an action: nothing lapses', async () => {
    const { incident, alert } = await acknowledged();
    await duty.done(actOnIncident, { id: incident, expectedVersion: 2, kind: 'patrol-sent' });
    await eventually(
      'nothing is waited for',
      () => story.timersOf(alert),
      (timers) => timers.length === 0,
    );
    await room.clock.forward({ minutes: 11 });
    await story.engineLooked();
    expect(await story.now(alert)).toMatchObject({ state: 'acknowledged', version: 2 });
  });

  test('is kept by an action of which the alert has not heard yet', async () => {
    const { incident, alert } = await acknowledged();
    await connected(addressOf(room.database), async (owner) => {
      // Whoever holds the place of the reaction in the log keeps it from hearing more.
      await owner.query('begin');
      await owner.query("select 1 from reaction_cursor where name = 'alerts-follow-incidents' for update");
      await duty.done(actOnIncident, { id: incident, expectedVersion: 2, kind: 'patrol-sent' });
      await story.moveTo(await story.now(alert), { after: 0.01 });
      await story.engineLooked();
      expect((await story.now(alert)).state).toBe('acknowledged');
      await owner.query('rollback');
    });
    expect(await story.timersOf(alert)).toEqual([]);
  });

  test('is kept by an action that came before the acknowledgement', async () => {
    const { id } = await operator.report({ severity: 1 });
    const alert = await operator.alertOf({ id });
    await operator.done(actOnIncident, { id, expectedVersion: 1, kind: 'contacted' });
    await duty.done(acknowledgeAlert, { id: alert.id, expectedVersion: 1 });
    expect((await story.now(alert)).dueAt).toBeUndefined();
    await room.clock.forward({ minutes: 11 });
    await story.engineLooked();
    expect(await story.now(alert)).toMatchObject({ state: 'acknowledged', version: 2 });
  });

  test('stays kept when the severity changes after the action', async () => {
    const { incident, alert } = await acknowledged(2);
    await duty.done(actOnIncident, { id: incident, expectedVersion: 2, kind: 'patrol-sent' });
    await duty.done(amendIncident, { id: incident, expectedVersion: 3, severity: 1 });
    await story.until('it follows', alert, ({ severity }) => severity === 1);
    expect(await story.timersOf(alert)).toEqual([]);
  });

  test('lasts no longer because the severity changes', async () => {
    const { incident, alert } = await acknowledged(2);
    const { dueAt } = await story.now(alert);
    await duty.done(amendIncident, { id: incident, expectedVersion: 2, severity: 1 });
    const amended = await story.until('it follows', alert, ({ severity }) => severity === 1);
    expect(amended).toMatchObject({ state: 'acknowledged', dueAt });
    await story.moveTo(amended, { after: 0.01 });
    await story.until('it stands again', alert, ({ state }) => state === 'unacknowledged');
  });

  test('about an incident that was opened anew is not kept by what was done before it was closed', async () => {
    const { id } = await operator.report({ severity: 2 });
    await operator.alertOf({ id });
    await operator.done(actOnIncident, { id, expectedVersion: 1, kind: 'followed-up' });
    await operator.done(closeIncident, { id, expectedVersion: 2 });
    await room.as('t1-supervisor').done(reopenIncident, { id, expectedVersion: 3, reason: 'تجدد' });
    const alert = await eventually(
      'another alert is raised',
      () => operator.alertOf({ id }),
      ({ state }) => state === 'unacknowledged',
    );
    await duty.done(acknowledgeAlert, { id: alert.id, expectedVersion: 1 });
    expect(await story.timersOf(alert)).toEqual(['alert.lapse']);
  });
});

describe('a slip of the finger', () => {
  test('is taken back within ten seconds by the same officer: both facts stay, and the alert climbs', async () => {
    const { alert } = await acknowledged();
    expect((await undo(duty, alert)).body).toMatchObject({ state: 'unacknowledged', version: 3 });
    const events = await story.of(alert);
    expect(events.map(({ type, actor }) => [type, actor.role])).toEqual([
      ['alert.raised', 'system'],
      ['alert.acknowledged', 'duty'],
      ['alert.acknowledgement-undone', 'duty'],
    ]);
    const standing = await story.now(alert);
    expect(standing.acknowledgedBy).toBeUndefined();
    expect(await story.timersOf(alert)).toEqual(['alert.escalate']);
    await story.moveTo(standing, { after: 0.01 });
    await story.until('it climbs', alert, ({ step }) => step === 1);
  });

  test('is not taken back by another, not even by the supervisor', async () => {
    const { alert } = await acknowledged();
    for (const who of ['t1-operator', 't1-supervisor', 'tripoli-duty', 'sabha-reporter']) {
      const { problem } = await undo(room.as(who), alert);
      expect(problem?.code, who).toBe(who === 'tripoli-duty' ? 'not-found' : 'forbidden');
    }
    expect((await story.now(alert)).state).toBe('acknowledged');
  });

  test('is not taken back later', async () => {
    const { alert } = await acknowledged();
    await room.clock.forward({ seconds: 11 });
    expect((await undo(duty, alert)).problem?.code).toBe('undo-too-late');
  });

  test('is taken back once', async () => {
    const { alert } = await acknowledged();
    const answers = await Promise.all(Array.from({ length: 10 }, () => undo(duty, alert)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    const refused = answers.flatMap(({ problem }) => (problem === undefined ? [] : [problem.code]));
    expect(new Set(refused)).toEqual(new Set(['alert-already-handled']));
  });
});
