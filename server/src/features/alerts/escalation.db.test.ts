import { acknowledgeAlert, escalateAlert, listEscalationPolicies } from '@t1/shared/alert-doors';
import type { AlertView } from '@t1/shared/alerts';
import { amendIncident, closeIncident, transferIncident } from '@t1/shared/incident-doors';
import type { Severity } from '@t1/shared/incidents';
import { readSnapshot } from '@t1/shared/live-doors';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AlertStory } from '../../../test/alert-story.ts';
import { points } from '../../../test/factories.ts';
import type { Person, TestRoom } from '../../../test/harness.ts';
import { openTestRoom } from '../../../test/harness.ts';

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

async function raised(severity: Severity, location: { lat: number; lon: number } = points.sabha) {
  const incident = await operator.report({ severity, location });
  return { incident, alert: await operator.alertOf(incident) };
}

/** Lets the alert reach its next time and answers how it stands then. */
async function nextStep(alert: AlertView): Promise<AlertView> {
  await story.moveTo(alert, { after: 0.01 });
  return story.until('the alert climbs', alert, ({ step }) => step === alert.step + 1);
}

const secondsBetween = (from: string | undefined, to: string | undefined): number =>
  (Date.parse(to ?? '') - Date.parse(from ?? '')) / 1000;

describe('the climb', () => {
  test('an unacknowledged severity 1 climbs to the second officer after 40 s, to the superior 24 s later, to room and walls 42 s later, and no further', async () => {
    const { alert } = await raised(1);
    expect(alert).toMatchObject({ step: 0, steps: 3, targets: ['on-duty', 'room'] });
    expect(secondsBetween(alert.raisedAt, alert.dueAt)).toBeCloseTo(40, 0);

    const second = await nextStep(alert);
    expect(second).toMatchObject({ state: 'unacknowledged', targets: ['on-duty', 'room', 'second'] });
    expect(second.task).toBeUndefined();
    const superior = await nextStep(second);
    expect(superior.targets).toEqual(['on-duty', 'room', 'second', 'superior']);
    const walls = await nextStep(superior);
    expect(walls.targets).toEqual(['on-duty', 'room', 'second', 'superior', 'walls']);
    expect(walls).toMatchObject({ task: 'call-by-radio', step: 3 });
    expect(walls.dueAt).toBeUndefined();

    await room.clock.forward({ hours: 1 });
    await story.engineLooked();
    const events = await story.of(alert);
    expect(events.map(({ type }) => type)).toEqual(['alert.raised', ...Array(3).fill('alert.escalated')]);
    expect(events.map(({ version }) => version)).toEqual([1, 2, 3, 4]);
    expect(events.slice(1).map(({ actor }) => actor.role)).toEqual(['system', 'system', 'system']);
    const waits = [40, 24, 42];
    events.slice(1).forEach(({ at }, step) => {
      const due = events[step]?.data.dueAt;
      expect(at.getTime()).toBeGreaterThanOrEqual(Date.parse(due ?? ''));
      // The clock of a step begins when the step before was taken.
      const before = step === 0 ? alert.raisedAt : events[step]?.at.toISOString();
      expect(secondsBetween(before, due)).toBeCloseTo(waits[step] ?? 0, 0);
    });
    expect(await story.timersOf(alert)).toEqual([]);
  });

  test('never early: two seconds before its time nothing has happened', async () => {
    const { alert } = await raised(1);
    await story.moveTo(alert, { before: 2 });
    await story.engineLooked();
    expect(await story.now(alert)).toMatchObject({ step: 0, version: 1 });
    expect((await nextStep(alert)).step).toBe(1);
  });

  test('every step stands in the timeline of the incident', async () => {
    const { incident, alert } = await raised(1);
    await nextStep(alert);
    const { timeline } = await duty.read(incident.id);
    expect(timeline.map(({ type, actor }) => [type, actor.role])).toEqual([
      ['incident.reported', 'operator'],
      ['alert.raised', 'system'],
      ['alert.escalated', 'system'],
    ]);
    expect(timeline.at(-1)).toMatchObject({ subject: alert.id, detail: { step: 1 } });
  });

  test('after an hour without an engine each alert climbs one step, not all at once', async () => {
    const { alert } = await raised(1);
    await room.clock.forward({ hours: 1 });
    const climbed = await story.until('it climbs', alert, ({ step }) => step > 0);
    await story.engineLooked();
    expect(await story.now(alert)).toEqual(climbed);
    expect(climbed.step).toBe(1);
  });

  test('a clock that is put back an hour fires nothing twice', async () => {
    const { alert } = await raised(1);
    await nextStep(alert);
    await room.clock.forward({ hours: -1 });
    await story.engineLooked();
    expect(await story.now(alert)).toMatchObject({ step: 1, version: 2 });
    await room.clock.forward({ hours: 1 });
    await story.engineLooked();
    expect(await story.now(alert)).toMatchObject({ step: 1, version: 2 });
  });
});

describe('policies', () => {
  const write = (directorate: string | null, severity: number, steps: object[]) =>
    room.sql(
      `insert into escalation_policy (directorate_id, severity, steps) values ($1, $2, $3)
       on conflict (directorate_id, severity) do update set steps = excluded.steps`,
      [directorate, severity, JSON.stringify(steps)],
    );

  test('severity 2 climbs by its own policy: after two minutes, three, and five', async () => {
    const { alert } = await raised(2);
    expect(alert.steps).toBe(3);
    expect(secondsBetween(alert.raisedAt, alert.dueAt)).toBeCloseTo(120, 0);
    let standing = alert;
    for (let step = 1; step <= 3; step += 1) standing = await nextStep(standing);
    expect(standing.targets).toEqual(['on-duty', 'room', 'second', 'superior', 'supervisor', 'walls']);
  });

  test('a policy of the directorate goes before the general one, and is listed beside it', async () => {
    await write('murzuq', 1, [{ afterSeconds: 300, targets: ['supervisor'] }]);
    const { alert } = await raised(1, points.murzuq);
    expect(alert).toMatchObject({ directorateId: 'murzuq', steps: 1 });
    expect(secondsBetween(alert.raisedAt, alert.dueAt)).toBeCloseTo(300, 0);
    const { items } = await operator.done(listEscalationPolicies, {});
    expect(items).toContainEqual({
      directorateId: 'murzuq',
      severity: 1,
      steps: [{ afterSeconds: 300, targets: ['supervisor'] }],
    });
    expect(items.filter(({ directorateId }) => directorateId === undefined)).toHaveLength(2);
  });

  test('a policy that is edited while an alert climbs changes nothing for it, and all for the next', async () => {
    await write('ubari', 1, [
      { afterSeconds: 40, targets: ['second'] },
      { afterSeconds: 30, targets: ['walls'] },
    ]);
    const { alert } = await raised(1, points.ubari);
    await write('ubari', 1, [{ afterSeconds: 7, targets: ['superior'] }]);
    const second = await nextStep(alert);
    const last = await nextStep(second);
    expect(last).toMatchObject({ step: 2, steps: 2, targets: ['on-duty', 'room', 'second', 'walls'] });
    expect((await raised(1, points.ubari)).alert.steps).toBe(1);
  });

  test('a directorate whose policy has no step keeps the alert with its duty officer and the room', async () => {
    await write('misrata', 1, []);
    const { alert } = await raised(1, points.misrata);
    expect(alert).toMatchObject({ step: 0, steps: 0, targets: ['on-duty', 'room'] });
    expect(alert.dueAt).toBeUndefined();
    const problem = await operator.refused(escalateAlert, { id: alert.id, expectedVersion: 1 });
    expect(problem.code).toBe('no-further-step');
  });
});

describe('what changes the climb', () => {
  test('acknowledging stops it', async () => {
    const { alert } = await raised(1);
    await duty.done(acknowledgeAlert, { id: alert.id, expectedVersion: 1 });
    expect(await story.timersOf(alert)).toEqual(['alert.lapse']);
    await room.clock.forward({ minutes: 9 });
    await story.engineLooked();
    expect(await story.now(alert)).toMatchObject({ state: 'acknowledged', step: 0, version: 2 });
  });

  test('"I cannot" climbs at once, with who and why, and the next step counts from then', async () => {
    const { alert } = await raised(1);
    await story.moveTo(alert, { before: 10 });
    const reason = 'في مهمة أخرى';
    const receipt = await duty.done(escalateAlert, { id: alert.id, expectedVersion: 1, reason });
    expect(receipt).toMatchObject({ state: 'unacknowledged', version: 2 });
    const event = (await story.of(alert)).at(-1);
    expect(event).toMatchObject({
      type: 'alert.escalated',
      actor: { role: 'duty', directorateId: 'sabha' },
      data: { step: 1 },
      detail: { byHand: true, reason },
    });
    expect(secondsBetween(event?.at.toISOString(), event?.data.dueAt)).toBeCloseTo(24, 0);
    // The time of the step that was taken by hand passes without another.
    await room.clock.forward({ seconds: 15 });
    await story.engineLooked();
    expect((await story.now(alert)).step).toBe(1);
  });

  test('nothing climbs beyond the last step, by hand either', async () => {
    const { alert } = await raised(1);
    for (let version = 1; version <= 3; version += 1)
      await duty.done(escalateAlert, { id: alert.id, expectedVersion: version });
    const problem = await duty.refused(escalateAlert, { id: alert.id, expectedVersion: 4 });
    expect(problem.code).toBe('no-further-step');
  });

  test('a transfer starts the climb anew for the new directorate, by its own policy', async () => {
    await room.sql('delete from escalation_policy where directorate_id is not null');
    await room.sql(
      `insert into escalation_policy (directorate_id, severity, steps) values
         ('ubari', 1, '[{"afterSeconds": 90, "targets": ["supervisor"]}]')`,
    );
    const { incident, alert } = await raised(1);
    await nextStep(alert);
    const { id } = incident;
    await operator.done(transferIncident, { id, expectedVersion: 1, directorateId: 'ubari', reason: 'تتبع' });
    const moved = await story.until('it moves', alert, ({ directorateId }) => directorateId === 'ubari');
    expect(moved).toMatchObject({ state: 'unacknowledged', step: 0, steps: 1, targets: ['on-duty', 'room'] });
    const [newest] = (await story.of(alert)).slice(-1);
    expect(newest?.type).toBe('alert.redirected');
    expect(secondsBetween(newest?.at.toISOString(), moved.dueAt)).toBeCloseTo(90, 0);
    expect((await nextStep(moved)).targets).toEqual(['on-duty', 'room', 'supervisor']);
  });

  test('another severity leaves the clock of the climb alone', async () => {
    const { incident, alert } = await raised(2);
    await operator.done(amendIncident, { id: incident.id, expectedVersion: 1, severity: 1 });
    const amended = await story.until('it follows', alert, ({ severity }) => severity === 1);
    expect(amended).toMatchObject({ dueAt: alert.dueAt, step: 0, steps: 3 });
    await nextStep(amended);
  });

  test('closing the incident ends everything: no timer is left, and nothing more happens', async () => {
    const { incident, alert } = await raised(1);
    await operator.done(closeIncident, { id: incident.id, expectedVersion: 1 });
    await story.until('it closes', alert, ({ state }) => state === 'closed');
    expect(await story.timersOf(alert)).toEqual([]);
    await room.clock.forward({ hours: 1 });
    await story.engineLooked();
    const types = (await story.of(alert)).map(({ type }) => type);
    expect(types).toEqual(['alert.raised', 'alert.closed']);
    const { alerts } = await operator.done(readSnapshot, {});
    expect(alerts.map(({ id }) => id)).not.toContain(alert.id);
  });
});
