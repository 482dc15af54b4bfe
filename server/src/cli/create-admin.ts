import type { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { hashPassword } from '../identity/password.ts';
import { loadReference } from '../migrations/load-reference.ts';
import { migrate, ownerDataSource } from '../migrations/migrate.ts';
import { Trouble } from './trouble.ts';

/** The administrator that is to be made. */
export interface NewAdmin {
  readonly username: string;
  /** Whose administrator; without it of no ministry. */
  readonly ministry: string | undefined;
  readonly nameAr: string;
  readonly nameEn: string;
}

const usernamePattern = /^[a-z0-9](?:[a-z0-9.-]{1,38})[a-z0-9]$/;
const shortestPassword = 15;
const longestPassword = 256;

/** Why the name cannot be a username, or nothing. */
export function refuseUsername(username: string): string | undefined {
  return usernamePattern.test(username)
    ? undefined
    : 'A username has 3 to 40 of a-z, 0-9, dot and hyphen, and begins and ends with a letter or digit.';
}

/** Why the password will not do, or nothing. */
export function refusePassword(password: string): string | undefined {
  const length = Array.from(password.normalize('NFKC')).length;
  if (length < shortestPassword)
    return `The password has ${length} characters; it needs at least ${shortestPassword}.`;
  return password.length > longestPassword
    ? `A password has at most ${longestPassword} characters.`
    : undefined;
}

/**
 * Makes an administrator of an operational room, as the owner of the tables. Throws `Trouble` when the database
 * belongs to an exercise, the ministry is unknown or the username is taken.
 */
export async function createAdmin(databaseUrl: string, admin: NewAdmin, password: string): Promise<void> {
  const owner = await ownerDataSource(databaseUrl).catch((error: unknown) => {
    throw new Trouble(
      `The database cannot be reached: ${error instanceof Error ? error.message : String(error)}`,
    );
  });
  try {
    await migrate(owner);
    await loadReference(owner);
    await refuseInExercise(owner);
    await refuseMinistry(owner, admin.ministry);
    const made: unknown[] = await owner.query(
      `insert into app_user (id, username, password_hash, name_ar, name_en, role, ministry_id, exercise)
       values ($1, $2, $3, $4, $5, 'admin', $6, false) on conflict (username) do nothing returning id`,
      [
        uuidv7(),
        admin.username,
        await hashPassword(password),
        admin.nameAr,
        admin.nameEn,
        admin.ministry ?? null,
      ],
    );
    if (made.length === 0) throw new Trouble(`The username ${admin.username} is taken. Nothing was changed.`);
  } finally {
    await owner.destroy();
  }
}

async function refuseInExercise(owner: DataSource): Promise<void> {
  const rows: unknown[] = await owner.query('select 1 from app_user where exercise limit 1');
  if (rows.length === 0) return;
  throw new Trouble(
    'This database holds exercise accounts: it can never become operational. Use another database (DATABASE_URL, or another T1_DATA_DIR).',
  );
}

async function refuseMinistry(owner: DataSource, ministry: string | undefined): Promise<void> {
  if (ministry === undefined) return;
  const rows: { id: string }[] = await owner.query('select id from ministry order by id');
  if (rows.some(({ id }) => id === ministry)) return;
  throw new Trouble(`--ministry is one of: ${rows.map(({ id }) => id).join(', ')}.`);
}
