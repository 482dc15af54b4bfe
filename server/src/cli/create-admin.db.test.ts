import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FreshDatabase } from '../../test/parts/database.ts';
import { connected, freshDatabase } from '../../test/parts/database.ts';
import { verifyPassword } from '../identity/password.ts';
import { createAdmin, refusePassword, refuseUsername } from './create-admin.ts';

const password = 'a long enough password';
const admin = { username: 'salem.admin', ministry: 'west', nameAr: 'مدير', nameEn: 'Administrator' };

let empty: FreshDatabase;
let exercise: FreshDatabase;
beforeAll(async () => {
  empty = await freshDatabase('empty');
  exercise = await freshDatabase('ready');
});
afterAll(async () => {
  await empty.drop();
  await exercise.drop();
});

test('the first administrator is made in an empty database, once', async () => {
  await createAdmin(empty.address, admin, password);
  const rows = await connected(empty.address, async (db) => {
    const found = await db.query<{
      role: string;
      ministry_id: string;
      exercise: boolean;
      password_hash: string;
    }>('select role, ministry_id, exercise, password_hash from app_user');
    return found.rows;
  });
  expect(rows).toMatchObject([{ role: 'admin', ministry_id: 'west', exercise: false }]);
  expect(await verifyPassword(password, rows[0]?.password_hash)).toBe(true);
  await expect(createAdmin(empty.address, admin, password)).rejects.toThrow('is taken');
});

test('a ministry that does not exist is refused with those that do', async () => {
  const wrong = { ...admin, username: 'other.admin', ministry: 'north' };
  await expect(createAdmin(empty.address, wrong, password)).rejects.toThrow('one of: east, west');
});

test('a database with exercise accounts gets no administrator', async () => {
  await expect(createAdmin(exercise.address, admin, password)).rejects.toThrow('exercise accounts');
});

test('a short password and an odd username are refused before anything is asked of the database', () => {
  expect(refusePassword('fourteen chars')).toContain('at least 15');
  expect(refusePassword('fifteen letters')).toBeUndefined();
  expect(refuseUsername('Salem')).toBeDefined();
  expect(refuseUsername('salem-1')).toBeUndefined();
});
