import { createHash, randomBytes } from 'node:crypto';
import { Client } from 'pg';
import { inject } from 'vitest';
import { loadExerciseAccounts } from '../../src/exercise/accounts.ts';
import { loadReference } from '../../src/migrations/load-reference.ts';
import { migrate, ownerDataSource } from '../../src/migrations/migrate.ts';

/** The one password of all exercise accounts in tests. */
export const exercisePassword = 'exercise-in-tests';

const template = 't1_template';
const oneAtATime = 849_002;

/** The address of a database of the test cluster. */
export function addressOf(database: string): string {
  const url = new URL(inject('adminDatabaseUrl'));
  url.pathname = `/${database}`;
  return url.toString();
}

/** The login t1_app belongs to the whole cluster, so every test file must give it the same password. */
export function appPassword(): string {
  return createHash('sha256').update(inject('adminDatabaseUrl')).digest('base64url');
}

/** The address at which the running room itself connects to a database. */
export function appAddressOf(database: string): string {
  const url = new URL(addressOf(database));
  url.username = 't1_app';
  url.password = appPassword();
  return url.toString();
}

/** A connection for the time of `work`, closed whatever happens. */
export async function connected<T>(address: string, work: (db: Client) => Promise<T>): Promise<T> {
  const db = new Client({ connectionString: address });
  await db.connect();
  try {
    return await work(db);
  } finally {
    await db.end();
  }
}

/** Runs `work` while no other test file makes a database or changes the cluster's logins. */
export function alone<T>(work: (admin: Client) => Promise<T>): Promise<T> {
  return connected(inject('adminDatabaseUrl'), async (admin) => {
    await admin.query('select pg_advisory_lock($1)', [oneAtATime]);
    return work(admin);
  });
}

async function makeTemplate(admin: Client): Promise<void> {
  const found = await admin.query('select 1 from pg_database where datname = $1', [template]);
  if (found.rows.length > 0) return;
  await admin.query(`create database ${template}_unfinished`);
  const owner = await ownerDataSource(addressOf(`${template}_unfinished`));
  try {
    await migrate(owner);
    await loadReference(owner);
    await loadExerciseAccounts(owner, exercisePassword);
  } finally {
    await owner.destroy();
  }
  // The migrations made the login without a password; whoever connects as the room needs it, in any order of files.
  await admin.query(`alter role t1_app login password '${appPassword()}'`);
  await admin.query(`alter database ${template}_unfinished rename to ${template}`);
}

/**
 * A connection that was closed here is still there for a moment: dropping the database then would throw it out,
 * and the error would be blamed on whatever test runs.
 */
async function untilUnused(admin: Client, name: string): Promise<void> {
  const deadline = performance.now() + 3_000;
  for (;;) {
    const { rows } = await admin.query<{ application_name: string }>(
      "select application_name from pg_stat_activity where datname = $1 and backend_type = 'client backend'",
      [name],
    );
    if (rows.length === 0) return;
    if (performance.now() > deadline) throw new Error(`${name} is still in use: ${JSON.stringify(rows)}`);
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}

/** A new database of a test file's own, and how to drop it. */
export interface FreshDatabase {
  readonly name: string;
  readonly address: string;
  drop(): Promise<void>;
}

/** A migrated database with reference data and exercise accounts, or an empty one. */
export async function freshDatabase(content: 'ready' | 'empty' = 'ready'): Promise<FreshDatabase> {
  const name = `t1_${randomBytes(6).toString('hex')}`;
  await alone(async (admin) => {
    await makeTemplate(admin);
    await admin.query(`create database ${name} template ${content === 'ready' ? template : 'template0'}`);
  });
  return {
    name,
    address: addressOf(name),
    drop: () =>
      connected(inject('adminDatabaseUrl'), async (admin) => {
        await untilUnused(admin, name);
        await admin.query(`drop database if exists ${name} with (force)`);
      }),
  };
}
