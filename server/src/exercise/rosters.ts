import type { DataSource } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';

/** A duty of the exercise begins at eight in the morning in Libya, which is six in UTC, and lasts a day. */
const dutyBegins = "date_trunc('day', t1_now() at time zone 'UTC' - interval '6 hours') + interval '6 hours'";

interface Person {
  readonly directorateId: string;
  readonly userId: string;
  readonly nameAr: string;
  readonly nameEn: string;
  readonly place: string;
  readonly placeEn: string;
}

/**
 * Gives every directorate of the exercise a roster for today and tomorrow, unless there is any shift still to
 * end: the account of its duty officer first, then two offices without a person's name.
 */
export async function loadExerciseRosters(owner: DataSource): Promise<void> {
  const standing: unknown[] = await owner.query(
    "select 1 from roster_shift where ends_at > t1_now() and state <> 'cancelled' limit 1",
  );
  if (standing.length > 0) return;
  const people: Person[] = await owner.query(
    `select d.id as "directorateId", u.id as "userId", u.name_ar as "nameAr", u.name_en as "nameEn",
       regexp_replace(d.name_ar, '^مديرية أمن ', '') as place,
       regexp_replace(d.name_en, ' Security Directorate$', '') as "placeEn"
     from directorate d join app_user u on u.username = d.id || '-duty'
     where d.valid_to is null or d.valid_to > t1_now()::date order by d.id`,
  );
  const shifts = people.flatMap((person) =>
    [0, 1].flatMap((day) =>
      chainOf(person).map(([position, userId, officer]) => ({
        id: uuidv7(),
        directorate_id: person.directorateId,
        position,
        user_id: userId,
        officer,
        day,
      })),
    ),
  );
  await owner.query(
    `insert into roster_shift
       (id, directorate_id, position, user_id, officer, starts_at, ends_at, state, version, exercise)
     select s.id, s.directorate_id, s.position, s.user_id, s.officer,
       (begins + s.day * interval '1 day') at time zone 'UTC',
       (begins + (s.day + 1) * interval '1 day') at time zone 'UTC', 'standing', 1, true
     from (select ${dutyBegins} as begins) as b,
       jsonb_to_recordset($1::jsonb) as s
         (id uuid, directorate_id text, position text, user_id uuid, officer jsonb, day integer)`,
    [JSON.stringify(shifts)],
  );
}

type Place = readonly [position: string, userId: string | null, officer: Record<string, string>];

function chainOf({ userId, nameAr, nameEn, place, placeEn }: Person): readonly Place[] {
  return [
    ['on-duty', userId, { userId, nameAr, nameEn }],
    ['second', null, { nameAr: `الضابط الثاني – ${place}`, nameEn: `Second officer – ${placeEn}` }],
    ['superior', null, { nameAr: `الضابط الأعلى – ${place}`, nameEn: `Superior officer – ${placeEn}` }],
  ];
}
