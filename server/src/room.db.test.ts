import { tmpdir } from 'node:os';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FreshDatabase } from '../test/parts/database.ts';
import { alone, appAddressOf, connected, freshDatabase } from '../test/parts/database.ts';
import { readSettings } from './platform/env.ts';
import { openRoom } from './room.ts';

let exercise: FreshDatabase;
let empty: FreshDatabase;
beforeAll(async () => {
  exercise = await freshDatabase();
  empty = await freshDatabase('empty');
});
afterAll(async () => {
  await exercise.drop();
  await empty.drop();
});

const operational = (database: FreshDatabase, more: Record<string, string> = {}) =>
  readSettings({
    PORT: '0',
    DATABASE_URL: database.address,
    T1_APP_DATABASE_URL: appAddressOf(database.name),
    T1_DATA_DIR: tmpdir(),
    T1_MODE: 'operational',
    ...more,
  });

test('an operational room does not open on a database with exercise accounts', async () => {
  await expect(alone(() => openRoom(operational(exercise), { quiet: true }))).rejects.toThrow(
    'exercise accounts',
  );
});

test('an operational room does not speak plain HTTP beyond this machine', async () => {
  await expect(
    alone(() => openRoom(operational(empty, { HOST: '0.0.0.0' }), { quiet: true })),
  ).rejects.toThrow('plain HTTP');
});

test('an operational room has reference data and nobody in it', async () => {
  const room = await alone(() => openRoom(operational(empty), { quiet: true }));
  expect(room.exercise).toBeUndefined();
  const session = await fetch(`${room.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'x-t1': '1', 'content-type': 'application/json' },
    body: JSON.stringify({ username: 't1-operator', password: 'exercise-in-tests' }),
  });
  expect(session.status).toBe(401);
  expect((await fetch(`${room.url}/readyz`)).status).toBe(200);
  await room.close();
});

test('a room that cannot reach its database as itself says why, and leaves the process standing', async () => {
  const wrong = new URL(appAddressOf(empty.name));
  wrong.password = 'wrong';
  const settings = operational(empty, { T1_APP_DATABASE_URL: wrong.toString() });
  await expect(alone(() => openRoom(settings, { quiet: true }))).rejects.toThrow(
    'password authentication failed',
  );
});

test('an operational room does not run with a login that may rewrite the log', async () => {
  const settings = operational(empty, { T1_APP_DATABASE_URL: empty.address });
  await expect(alone(() => openRoom(settings, { quiet: true }))).rejects.toThrow('may write the event log');
});

test('an exercise does not open on a database of real people, and leaves no account there', async () => {
  const real = await freshDatabase('empty');
  await alone(() => openRoom(operational(real), { quiet: true })).then((room) => room.close());
  await connected(real.address, (owner) =>
    owner.query(
      `insert into app_user (id, username, password_hash, name_ar, name_en, role)
       values (gen_random_uuid(), 'first-admin', '-', 'مدير', 'Administrator', 'admin')`,
    ),
  );
  const settings = { ...operational(real), exercise: true, exercisePassword: 'exercise-in-tests' };
  await expect(alone(() => openRoom(settings, { quiet: true }))).rejects.toThrow('The exercise is refused');
  const { rows } = await connected(real.address, (owner) => owner.query('select username from app_user'));
  expect(rows).toEqual([{ username: 'first-admin' }]);
  await real.drop();
});

test('the clock of an operational room cannot be moved', () => {
  expect(() => operational(empty, { T1_TEST_CLOCK: '1' })).toThrow('T1_TEST_CLOCK');
});

test('a room does not open on a clock that a test moved, unless it is told so', async () => {
  const moved = await freshDatabase();
  const owner = new Client({ connectionString: moved.address });
  await owner.connect();
  await owner.query("insert into clock_shift values (true, '1 hour')");
  await owner.end();
  await expect(alone(() => openRoom(operational(moved), { quiet: true }))).rejects.toThrow('clock');
  await moved.drop();
});
