import { randomBytes } from 'node:crypto';
import { readFile, writeFile, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { hashPassword, verifyPassword } from '../identity/password.ts';
import type { Settings } from '../platform/env.ts';

/** Where the one password of all exercise accounts is kept, readable by the owner only. */
export function passwordFile(dataDir: string): string {
  return join(dataDir, 'exercise-accounts.txt');
}

/** The password made at an earlier start, or nothing when there was none. */
export async function keptPassword(dataDir: string): Promise<string | undefined> {
  const text = await readFile(passwordFile(dataDir), 'utf8').catch(() => '');
  return /^password: (.+)$/m.exec(text)?.[1];
}

interface Account {
  username: string;
  nameAr: string;
  nameEn: string;
  role: string;
  ministryId: string | null;
  directorateId: string | null;
}

/** The password of the exercise: given, or kept from before, or made now. */
export async function exercisePassword(settings: Settings): Promise<{ password: string; made: boolean }> {
  const known = settings.exercisePassword ?? (await keptPassword(settings.dataDir));
  if (known !== undefined) return { password: known, made: false };
  const file = passwordFile(settings.dataDir);
  const password = randomBytes(9).toString('base64url');
  await mkdir(settings.dataDir, { recursive: true });
  await writeFile(
    file,
    `Exercise accounts of T1. One password for all.\npassword: ${password}\n` +
      'accounts: t1-operator, t1-supervisor, <directorate>-reporter, <directorate>-duty, auditor-west, auditor-east, admin-west, admin-east\n',
    { mode: 0o600 },
  );
  return { password, made: true };
}

/** Loads the accounts of the contract, all with the one password; what is there already keeps its id. */
export async function loadExerciseAccounts(owner: DataSource, password: string): Promise<void> {
  const known: { password_hash: string }[] = await owner.query(
    "select password_hash from app_user where username = 't1-operator'",
  );
  const current = known[0]?.password_hash;
  const same = current !== undefined && (await verifyPassword(password, current));
  const hash = same ? current : await hashPassword(password);
  for (const account of await accountsOf(owner)) {
    await owner.query(
      `insert into app_user (id, username, password_hash, name_ar, name_en, role, ministry_id, directorate_id, exercise)
       values ($1, $2, $3, $4, $5, $6, $7, $8, true)
       on conflict (username) do update set password_hash = excluded.password_hash`,
      [
        uuidv7(),
        account.username,
        hash,
        account.nameAr,
        account.nameEn,
        account.role,
        account.ministryId,
        account.directorateId,
      ],
    );
  }
  // Whoever knew the old password is signed out.
  if (!same)
    await owner.query('delete from session s using app_user u where u.id = s.user_id and u.exercise');
}

async function accountsOf(owner: DataSource): Promise<Account[]> {
  const directorates: { id: string; nameAr: string; nameEn: string; ministryId: string }[] =
    await owner.query(
      `select id, name_ar as "nameAr", name_en as "nameEn", ministry_id as "ministryId" from directorate order by id`,
    );
  const ministries: { id: string; nameAr: string; nameEn: string }[] = await owner.query(
    `select id, name_ar as "nameAr", name_en as "nameEn" from ministry order by id`,
  );
  const room = { ministryId: null, directorateId: null };
  return [
    {
      username: 't1-operator',
      nameAr: 'مشغّل غرفة ط1',
      nameEn: 'T1 room operator',
      role: 'operator',
      ...room,
    },
    {
      username: 't1-supervisor',
      nameAr: 'مشرف غرفة ط1',
      nameEn: 'T1 room supervisor',
      role: 'supervisor',
      ...room,
    },
    ...directorates.flatMap(({ id, nameAr, nameEn, ministryId }) => {
      const short = nameAr.replace(/^مديرية أمن /, '');
      const place = nameEn.replace(/ Security Directorate$/, '');
      const desk = { ministryId, directorateId: id };
      return [
        {
          username: `${id}-reporter`,
          nameAr: `مُبلّغ ${short}`,
          nameEn: `${place} reporter`,
          role: 'reporter',
          ...desk,
        },
        {
          username: `${id}-duty`,
          nameAr: `مناوب ${short}`,
          nameEn: `${place} duty officer`,
          role: 'duty',
          ...desk,
        },
      ];
    }),
    ...ministries.flatMap(({ id, nameAr, nameEn }) => [
      {
        username: `auditor-${id}`,
        nameAr: `مدقق ${nameAr}`,
        nameEn: `Auditor, ${nameEn}`,
        role: 'auditor',
        ministryId: id,
        directorateId: null,
      },
      {
        username: `admin-${id}`,
        nameAr: `مدير نظام ${nameAr}`,
        nameEn: `Administrator, ${nameEn}`,
        role: 'admin',
        ministryId: id,
        directorateId: null,
      },
    ]),
  ];
}
