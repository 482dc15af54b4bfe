import {
  acknowledgeAlert,
  escalateAlert,
  listAlerts,
  shelveAlert,
  undoAcknowledgement,
  unshelveAlert,
} from '@t1/shared/alert-doors';
import type { AlertView } from '@t1/shared/alerts';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { AlertStory, faultsOf } from '../alert-story.ts';
import { newId } from '../factories.ts';
import type { Beside, Person, TestRoom } from '../harness.ts';
import { eventually, openTestRoom, pause } from '../harness.ts';

// Two servers on one database, each with an engine of its own.
let room: TestRoom;
let beside: Beside;
let story: AlertStory;
let operator: Person;
let officers: Person[];
beforeAll(async () => {
  room = await openTestRoom();
  beside = await room.beside();
  story = new AlertStory(room);
  operator = room.as('t1-operator');
  officers = [room.as('sabha-duty'), operator, beside.as('t1-supervisor'), beside.as('sabha-duty')];
});
afterAll(async () => {
  await beside.close();
  await room.close();
});

const policy = (severity: number, steps: object[]) =>
  room.sql('update escalation_policy set steps = $2 where severity = $1 and directorate_id is null', [
    severity,
    JSON.stringify(steps),
  ]);

async function raise(count: number, severity: 1 | 2): Promise<AlertView[]> {
  const ids: string[] = [];
  while (ids.length < count) {
    const reports = Array.from({ length: 10 }, () => operator.report({ id: newId(), severity }));
    ids.push(...(await Promise.all(reports)).map(({ id }) => id));
  }
  const wanted = new Set(ids);
  const alerts = await eventually(
    'every incident has its alert',
    async () => (await operator.done(listAlerts, { limit: 200 })).items,
    (items) => items.filter(({ incidentId = '' }) => wanted.has(incidentId)).length === ids.length,
    15_000,
  );
  return alerts.filter(({ incidentId = '' }) => wanted.has(incidentId));
}

type Handling = { readonly id: string; readonly expectedVersion: number };
const acknowledge = (officer: Person, input: Handling) => officer.call(acknowledgeAlert, input);
const handlings = [
  acknowledge,
  (officer: Person, input: Handling) => officer.call(undoAcknowledgement, input),
  (officer: Person, input: Handling) => officer.call(shelveAlert, { ...input, minutes: 1, reason: 'ازدحام' }),
  (officer: Person, input: Handling) => officer.call(unshelveAlert, input),
  (officer: Person, input: Handling) => officer.call(escalateAlert, input),
];

/** The alert whose time comes last. */
function latest(alerts: readonly AlertView[]): AlertView {
  const last = alerts.toSorted((a, b) => (a.dueAt ?? '').localeCompare(b.dueAt ?? '')).at(-1);
  if (last === undefined) throw new Error('No alert.');
  return last;
}

/** Acknowledges, and tries again when the alert has climbed meanwhile; answers whether it was the first. */
async function insist(officer: Person, { id }: AlertView): Promise<boolean> {
  let expectedVersion = 1;
  for (;;) {
    const { status, problem } = await officer.call(acknowledgeAlert, { id, expectedVersion });
    if (status === 200) return true;
    if (problem?.code !== 'conflict-version') {
      expect(problem).toMatchObject({ code: 'alert-already-handled', state: 'acknowledged' });
      return false;
    }
    expectedVersion = problem.version ?? 0;
  }
}

test('twenty acknowledge while the alert climbs: one wins, and no step comes after', async () => {
  const alerts = await raise(10, 1);
  await story.moveTo(latest(alerts), { before: 0.1 });
  const winners = await Promise.all(
    alerts.map(async (alert, place) => {
      // Some are acknowledged before the engine looks, some while it is at work, some after it.
      await pause(place * 40);
      const tries = Array.from({ length: 20 }, (_, n) => insist(officers[n % 4] ?? operator, alert));
      return (await Promise.all(tries)).filter(Boolean).length;
    }),
  );
  expect(winners).toEqual(alerts.map(() => 1));
  await room.clock.forward({ seconds: 60 });
  await story.engineLooked();
  for (const alert of alerts) {
    const events = await story.of(alert);
    expect(faultsOf(events)).toEqual([]);
    expect(events.at(-1)?.type).toBe('alert.acknowledged');
    expect(events.filter(({ type }) => type === 'alert.acknowledged')).toHaveLength(1);
  }
});

test(
  'two hundred alerts, four people and two engines: nobody waits in a circle, and every story is whole',
  { timeout: 40_000 },
  async () => {
    await policy(2, [
      { afterSeconds: 1, targets: ['second'] },
      { afterSeconds: 1, targets: ['superior'] },
      { afterSeconds: 1, targets: ['walls'] },
    ]);
    const alerts = await raise(200, 2);
    const versions = new Map(alerts.map(({ id, version }) => [id, version]));
    const statuses = new Map<number, number>();
    const ends = performance.now() + 4_000;
    await Promise.all(
      officers.map(async (officer, who) => {
        for (let turn = 0; performance.now() < ends; turn += 1) {
          // Each begins elsewhere and they meet again and again.
          const { id } = alerts[(turn + who * 3) % 40] ?? alerts[0] ?? { id: '' };
          const handle = handlings[(turn * 7 + who * 2 + Math.floor(turn / 40)) % handlings.length];
          const input = { id, expectedVersion: versions.get(id) ?? 1 };
          const answer = await (handle ?? acknowledge)(officer, input);
          versions.set(id, answer.body?.version ?? answer.problem?.version ?? input.expectedVersion);
          statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
        }
      }),
    );
    expect([...statuses.keys()].filter((status) => ![200, 403, 409, 422].includes(status))).toEqual([]);
    expect(statuses.get(200)).toBeGreaterThan(50);
    for (let minute = 0; minute < 4; minute += 1) {
      await room.clock.forward({ minutes: 1 });
      await story.engineLooked();
    }

    for (const alert of alerts) {
      const events = await story.of(alert);
      expect(faultsOf(events)).toEqual([]);
      expect(events.at(-1)?.data).toMatchObject(
        events.at(-1)?.data.state === 'unacknowledged' ? { step: 3 } : { state: 'acknowledged' },
      );
    }
    // Every server process has told what it counted when its connections are gone.
    await beside.close();
    await room.restart();
    beside = await room.beside();
    const [counted] = await room.sql<{ deadlocks: string }>(
      'select deadlocks from pg_stat_database where datname = current_database()',
    );
    expect(counted?.deadlocks).toBe('0');
  },
);
