import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Client } from 'pg';
import type { DataSource } from 'typeorm';
import type { Settings } from './env.ts';

const roleName = 't1_app';

/** The password of the room's own login: made once, kept beside the data, readable by its owner only. */
async function passwordOf(dataDir: string): Promise<string> {
  const path = join(dataDir, 'app-database-password');
  try {
    return (await readFile(path, 'utf8')).trim();
  } catch {
    await mkdir(dataDir, { recursive: true });
    const password = randomBytes(24).toString('base64url');
    // Two processes may start at once: the file that was there first is the truth.
    await writeFile(path, `${password}\n`, { mode: 0o600, flag: 'wx' }).catch(() => undefined);
    return (await readFile(path, 'utf8')).trim();
  }
}

/**
 * The connection of the running room: a login that can append to the event log but not change it. In
 * operational mode nothing else will do; an exercise on a database where no login may be made runs as the
 * owner, and says so, with the triggers of the log as the only guard.
 */
export async function appDatabaseUrl(
  settings: Settings,
  owner: DataSource,
  warn: (text: string) => void,
): Promise<string> {
  if (settings.appDatabaseUrl !== undefined) return settings.appDatabaseUrl;
  const rows: { rolcreaterole: boolean; rolsuper: boolean }[] = await owner.query(
    'select rolcreaterole, rolsuper from pg_roles where rolname = current_user',
  );
  if (rows[0]?.rolsuper !== true && rows[0]?.rolcreaterole !== true) {
    const text =
      'The login of DATABASE_URL may not make the login t1_app. Make it by hand (infra/postgres/roles.sql) and set T1_APP_DATABASE_URL.';
    if (!settings.exercise) throw new Error(text);
    warn(`${text} This exercise runs as the owner of the tables.`);
    return settings.ownerDatabaseUrl;
  }
  const password = await passwordOf(settings.dataDir);
  // A role cannot be altered with bound parameters; the password is base64url, so quoting is safe.
  await owner.query(`alter role ${roleName} login password '${password}'`);
  const url = new URL(settings.ownerDatabaseUrl);
  url.username = roleName;
  url.password = password;
  return url.toString();
}

/** Throws when the login of the running room could rewrite what happened: then nothing proves the log. */
export async function refuseMightyLogin(appUrl: string): Promise<void> {
  const app = new Client({ connectionString: appUrl, connectionTimeoutMillis: 10_000 });
  await app.connect();
  try {
    const { rows } = await app.query<{ mighty: boolean }>(
      `select rolsuper or has_table_privilege('event_log', 'insert, update, delete, truncate') as mighty
       from pg_roles where rolname = current_user`,
    );
    if (rows[0]?.mighty === false) return;
    throw new Error(
      'Operational mode is refused: the login of T1_APP_DATABASE_URL may write the event log. It must have the rights of t1_app only.',
    );
  } finally {
    await app.end();
  }
}
