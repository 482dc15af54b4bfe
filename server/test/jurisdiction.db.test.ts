import { acknowledgeAlert, listAlerts } from '@t1/shared/alert-doors';
import {
  amendIncident,
  closeIncident,
  countIncidents,
  listIncidents,
  noteIncident,
  openIncident,
  readIncident,
  reopenIncident,
  transferIncident,
} from '@t1/shared/incident-doors';
import { readEvents, readSnapshot } from '@t1/shared/live-doors';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId, points } from './factories.ts';
import type { Person, Receipt, TestRoom } from './harness.ts';
import { openTestRoom } from './harness.ts';
import { addressOf } from './parts/database.ts';
import type { Screen } from './parts/screen.ts';

const secret = 'سطو مسلح على مصرف';

let room: TestRoom;
let foreign: Receipt;
let own: Receipt;
let foreignAlert: string;
let screens: Record<'sabha' | 'benghazi' | 'operator', Screen>;

beforeAll(async () => {
  room = await openTestRoom();
  screens = {
    sabha: await room.socketAs('sabha-reporter'),
    benghazi: await room.socketAs('greater-benghazi-reporter'),
    operator: await room.socketAs('t1-operator'),
  };
  foreign = await room
    .as('greater-benghazi-reporter')
    .report({ title: secret, severity: 1, location: points.benghazi });
  own = await room.as('sabha-reporter').report({ title: 'حادث في سبها', severity: 1 });
  foreignAlert = (await room.as('greater-benghazi-duty').alertOf(foreign)).id;
  await room.as('sabha-duty').alertOf(own);
});
afterAll(() => room.close());

// Whoever looks in every way there is; each way is tried by those who may see it too, or it would prove nothing.
const ways: readonly (readonly [string, (who: Person) => Promise<unknown>])[] = [
  ['by its address', async (who) => (await who.call(readIncident, { id: foreign.id })).body],
  ['in the list', (who) => who.done(listIncidents, { limit: 200 })],
  [
    'in the list of the other directorate',
    (who) => who.done(listIncidents, { directorate: 'greater-benghazi' }),
  ],
  ['in the list of the other district', (who) => who.done(listIncidents, { district: 'LY-BA' })],
  ['by a search for its title', (who) => who.done(listIncidents, { q: secret })],
  ['by a search for its reference', (who) => who.done(listIncidents, { q: foreign.ref })],
  ['in the snapshot', (who) => who.done(readSnapshot, {})],
  ['in the events by HTTP', (who) => who.done(readEvents, {})],
  ['among the alerts', (who) => who.done(listAlerts, { state: 'any' })],
];

describe('an incident of Benghazi is not seen from Sabha', () => {
  test.each(ways)('%s, while Benghazi and the room see it there', async (_, look) => {
    for (const username of [
      'greater-benghazi-reporter',
      'greater-benghazi-duty',
      't1-operator',
      't1-supervisor',
    ]) {
      expect(JSON.stringify(await look(room.as(username))), username).toContain(foreign.id);
    }
    for (const username of ['sabha-reporter', 'sabha-duty', 'tripoli-reporter']) {
      const seen = JSON.stringify(await look(room.as(username))) ?? '';
      for (const trace of [foreign.id, foreign.ref, secret, foreignAlert]) {
        expect(seen, username).not.toContain(trace);
      }
    }
  });

  test('in a count, with any filter', async () => {
    const count = async (who: string, filter: object = {}) =>
      (await room.as(who).done(countIncidents, filter)).count;
    expect(await count('t1-operator')).toBe(2);
    expect(await count('sabha-reporter')).toBe(1);
    expect(await count('greater-benghazi-reporter')).toBe(1);
    for (const filter of [{ directorate: 'greater-benghazi' }, { district: 'LY-BA' }, { q: secret }]) {
      expect(await count('sabha-reporter', filter)).toBe(0);
      expect(await count('greater-benghazi-reporter', filter)).toBe(1);
    }
  });

  test('on the live channel, where only the position moves on', async () => {
    const [{ seq: headText } = { seq: '0' }] = await room.sql<{ seq: string }>('select seq from event_head');
    const head = Number(headText);
    for (const screen of Object.values(screens)) await screen.reaches(head);
    const subjects = (screen: Screen) => new Set(screen.events.map(({ subject }) => subject));
    expect(subjects(screens.operator)).toContain(foreign.id);
    expect(subjects(screens.benghazi)).toEqual(new Set([foreign.id, foreignAlert]));
    expect(subjects(screens.sabha)).toContain(own.id);
    expect(subjects(screens.sabha)).not.toContain(foreign.id);
    expect(JSON.stringify(screens.sabha.batches)).not.toContain(foreign.ref);
    expect(screens.sabha.position).toBe(head);
  });
});

describe('a foreign id is answered exactly as one that does not exist', () => {
  const expectedVersion = 1;
  const commands = [
    [readIncident, {}],
    [amendIncident, { expectedVersion, title: 'عنوان' }],
    [openIncident, { expectedVersion }],
    [noteIncident, { expectedVersion, text: 'ملاحظة' }],
    [closeIncident, { expectedVersion }],
    [reopenIncident, { expectedVersion, reason: 'سبب' }],
    [transferIncident, { expectedVersion, directorateId: 'ubari', reason: 'سبب' }],
    [acknowledgeAlert, { expectedVersion }],
  ] as const;

  test.each(commands.map(([door, body]) => [door.name, door, body] as const))('%s', async (_, door, body) => {
    const theirs = door === acknowledgeAlert ? foreignAlert : foreign.id;
    for (const username of ['sabha-reporter', 'sabha-duty']) {
      const ask = async (id: string) => {
        const answer = await room.as(username).call(door, { id, ...body } as never);
        return { status: answer.status, problem: { ...answer.problem, requestId: 'any' } };
      };
      expect(await ask(theirs)).toEqual(await ask(newId()));
    }
  });

  test('also while somebody works on it: whoever may not see it neither waits for it nor holds it up', async () => {
    const owner = new Client({ connectionString: addressOf(room.database) });
    await owner.connect();
    await owner.query('begin');
    await owner.query('select 1 from incident where id = $1 for update', [foreign.id]);
    await owner.query('select 1 from alert where id = $1 for update', [foreignAlert]);
    const began = performance.now();
    const note = { id: foreign.id, expectedVersion: 1, text: 'ملاحظة' };
    expect((await room.as('sabha-duty').refused(noteIncident, note)).code).toBe('not-found');
    const take = { id: foreignAlert, expectedVersion: 1 };
    expect((await room.as('sabha-duty').refused(acknowledgeAlert, take)).code).toBe('not-found');
    expect(performance.now() - began).toBeLessThan(1_000);
    await owner.query('rollback');
    await owner.end();
  });

  test('and nothing of it was changed by trying', async () => {
    expect(await room.as('t1-operator').read(foreign.id)).toMatchObject({
      version: 1,
      state: 'reported',
      title: secret,
    });
  });
});

test('auditors and administrators see no incident, no alert, no event and no live channel', async () => {
  for (const username of ['auditor-east', 'auditor-west', 'admin-east', 'admin-west']) {
    const person = room.as(username);
    for (const [, look] of ways.slice(1)) await expect(look(person)).rejects.toThrow('"code":"forbidden"');
    const screen = await room.socketAs(username);
    expect([screen.connected, screen.refusal]).toEqual([false, 'forbidden']);
  }
});
