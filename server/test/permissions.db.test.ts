import { doors } from '@t1/shared/doors';
import type { Door } from '@t1/shared/endpoint';
import type { Role } from '@t1/shared/roles';
import { can, roles } from '@t1/shared/roles';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aReport, newId } from './factories.ts';
import type { TestRoom } from './harness.ts';
import { openTestRoom } from './harness.ts';

let room: TestRoom;
beforeAll(async () => {
  room = await openTestRoom();
});
afterAll(() => room.close());

const accounts: readonly (readonly [string, Role])[] = [
  ['t1-operator', 'operator'],
  ['t1-supervisor', 'supervisor'],
  ['sabha-duty', 'duty'],
  ['tripoli-duty', 'duty'],
  ['sabha-reporter', 'reporter'],
  ['tripoli-reporter', 'reporter'],
  ['auditor-west', 'auditor'],
  ['auditor-east', 'auditor'],
  ['admin-west', 'admin'],
  ['admin-east', 'admin'],
];

/** A request that passes the door's own checks, about a thing that does not exist. */
const input: Partial<Record<string, Record<string, unknown>>> = {
  amendIncident: { id: newId(), expectedVersion: 1, title: 'عنوان' },
  acknowledgeAlert: { id: newId(), expectedVersion: 1 },
  undoAcknowledgement: { id: newId(), expectedVersion: 1 },
  escalateAlert: { id: newId(), expectedVersion: 1 },
  shelveAlert: { id: newId(), expectedVersion: 1, minutes: 10, reason: 'سبب' },
  unshelveAlert: { id: newId(), expectedVersion: 1 },
  actOnIncident: { id: newId(), expectedVersion: 1, kind: 'contacted' },
  openIncident: { id: newId(), expectedVersion: 1 },
  noteIncident: { id: newId(), expectedVersion: 1, text: 'ملاحظة' },
  closeIncident: { id: newId(), expectedVersion: 1 },
  reopenIncident: { id: newId(), expectedVersion: 1, reason: 'سبب' },
  transferIncident: { id: newId(), expectedVersion: 1, directorateId: 'ubari', reason: 'سبب' },
  readIncident: { id: newId() },
  listOfficers: { directorate: 'sabha' },
  addShift: {
    id: newId(),
    directorateId: 'atlantis',
    position: 'on-duty',
    named: { name: 'ضابط' },
    startsAt: '2026-11-24T06:00:00Z',
    endsAt: '2026-11-24T14:00:00Z',
  },
  substituteOfficer: { id: newId(), expectedVersion: 1, named: { name: 'ضابط' } },
  cancelShift: { id: newId(), expectedVersion: 1 },
  handOverShift: { id: newId(), expectedVersion: 1, note: 'ملاحظة' },
  importRoster: { format: 'csv', content: 'YWJj', dryRun: true },
  exportRoster: { format: 'csv' },
  searchPlaces: { q: 'سبها' },
  locatePoint: { lat: 27.037, lon: 14.428 },
};

/** What a door does when it lets somebody in: the thing is not there, or it simply answers. */
const whenInside: Partial<Record<string, number>> = {
  signIn: 401,
  amendIncident: 404,
  acknowledgeAlert: 404,
  undoAcknowledgement: 404,
  escalateAlert: 404,
  shelveAlert: 404,
  unshelveAlert: 404,
  actOnIncident: 404,
  openIncident: 404,
  noteIncident: 404,
  closeIncident: 404,
  reopenIncident: 404,
  transferIncident: 404,
  readIncident: 404,
  addShift: 422,
  substituteOfficer: 404,
  cancelShift: 404,
  handOverShift: 404,
  importRoster: 422,
};

function inputOf(door: Door): Record<string, unknown> {
  if (door.name === 'reportIncident') return { ...aReport() };
  // A name of its own each time: guessing at one account is slowed down.
  if (door.name === 'signIn') return { username: newId(), password: 'wrong' };
  return input[door.name] ?? {};
}

const insideOf = (door: Door): number => whenInside[door.name] ?? door.status;

function expected(door: Door, role: Role): { status: number; code?: string } {
  const { allow } = door;
  const inside = allow === 'everybody' || allow === 'signed-in' || can({ role }, allow);
  return inside ? { status: insideOf(door) } : { status: 403, code: 'forbidden' };
}

test('every role but the rules of the room itself has an account here', () => {
  expect(new Set(accounts.map(([, role]) => role))).toEqual(
    new Set(roles.filter((role) => role !== 'system')),
  );
});

describe.each(accounts)('%s (%s)', (username, role) => {
  test.each(doors.map((door) => [door.name, door] as const))('%s', async (_, door) => {
    // Signing out ends a session: somebody else's desk.
    const person = door.name === 'signOut' ? room.another(username) : room.as(username);
    const answer = await person.call(door, inputOf(door));
    const { status, code } = expected(door, role);
    expect(answer.status).toBe(status);
    if (code !== undefined) expect(answer.problem?.code).toBe(code);
  });

  test.each(doors.filter(({ method }) => method !== 'GET').map((door) => [door.name, door] as const))(
    '%s without the header X-T1 is refused before anything is looked at',
    async (_, door) => {
      const answer = await room.as(username).call(door, inputOf(door), { headers: { 'x-t1': '' } });
      expect(answer).toMatchObject({ status: 403, problem: { code: 'missing-header' } });
    },
  );
});

describe.each([
  ['nobody', undefined],
  ['a forged cookie', `t1=${'A'.repeat(43)}`],
  ['an endless cookie', `t1=${'A'.repeat(5_000)}`],
  ['the cookie of another name', `__Host-t1=${'A'.repeat(43)}`],
])('%s', (_, cookie) => {
  test.each(doors.map((door) => [door.name, door] as const))('%s', async (_name, door) => {
    const answer = await room.stranger.call(
      door,
      inputOf(door),
      cookie === undefined ? {} : { headers: { cookie } },
    );
    const open = door.allow === 'everybody';
    expect(answer.status).toBe(open ? insideOf(door) : 401);
    if (!open) expect(answer.problem?.code).toBe('unauthenticated');
  });
});
