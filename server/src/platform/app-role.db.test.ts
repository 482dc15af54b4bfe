import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestRoom } from '../../test/harness.ts';
import { openTestRoom } from '../../test/harness.ts';
import { appAddressOf } from '../../test/parts/database.ts';

let room: TestRoom;
let app: Client;
beforeAll(async () => {
  room = await openTestRoom();
  await room.as('sabha-reporter').report({ severity: 1 });
  app = new Client({ connectionString: appAddressOf(room.database) });
  await app.connect();
});
afterAll(async () => {
  await app.end();
  await room.close();
});

const denied = { code: '42501' };

const forbidden = [
  "update event_log set type = 'incident.closed'",
  'delete from event_log',
  'truncate event_log',
  `insert into event_log select seq + 1000, gen_random_uuid(), type, subject, thread, version, audience,
     withdrawn_from, actor, data, detail, at, chain from event_log limit 1`,
  'update event_head set seq = 0',
  'delete from event_head',
  'truncate event_head',
  "insert into event_head values ('main', gen_random_uuid(), 0, '')",
  'create table mine (id int)',
  'create function mine() returns int language sql as $$ select 1 $$',
  'alter table event_log disable trigger all',
  'drop table event_log',
  'drop function append_event',
  "create or replace function t1_now() returns timestamptz language sql as $$ select now() - interval '1 day' $$",
  "insert into clock_shift values (true, '1 day')",
  "update app_user set role = 'admin'",
  'insert into app_user select * from app_user limit 1',
  'delete from app_user',
  'delete from incident',
  'delete from alert',
  "update directorate set ministry_id = 'west'",
  'delete from reaction_cursor',
  'set session_replication_role = replica',
  'set role pg_write_all_data',
  "create role intruder login superuser password 'x'",
  "copy event_log to program 'true'",
];

describe('the login of the running room may not', () => {
  test.each(forbidden)('%s', async (statement) => {
    await expect(app.query(statement)).rejects.toMatchObject(denied);
  });
});

test('the login of the running room may read the log and append to it', async () => {
  const { rows } = await app.query<{ seq: string }>(
    `select seq from append_event(gen_random_uuid(), 'incident.noted', gen_random_uuid(), null, 1,
       '{}', '{}', '{}', '{}', null)`,
  );
  const [row] = await room.sql<{ type: string }>('select type from event_log where seq = $1', [rows[0]?.seq]);
  expect(row?.type).toBe('incident.noted');
});

test('not even the owner of the tables rewrites the log in passing: its triggers refuse', async () => {
  for (const statement of [
    "update event_log set type = 'x'",
    'delete from event_log',
    'truncate event_log',
  ]) {
    await expect(room.sql(statement)).rejects.toThrow('append-only');
  }
});

test('the running room really uses this login, with its limits', async () => {
  const rows = await room.sql<{ usename: string }>(
    "select distinct usename from pg_stat_activity where datname = current_database() and application_name like 't1%'",
  );
  expect(rows).toEqual([{ usename: 't1_app' }]);
});

test('of passwords the login may read the hashes, because signing in compares them, and nothing but hashes is kept', async () => {
  const { rows } = await app.query<{ password_hash: string }>('select password_hash from app_user');
  for (const { password_hash } of rows) expect(password_hash).toMatch(/^argon2id\$19456\$2\$/);
});
