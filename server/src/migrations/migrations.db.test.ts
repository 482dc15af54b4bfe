import type { DataSource } from 'typeorm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { FreshDatabase } from '../../test/parts/database.ts';
import { alone, freshDatabase } from '../../test/parts/database.ts';
import { loadReference } from './load-reference.ts';
import { migrate, ownerDataSource } from './migrate.ts';

let database: FreshDatabase;
let owner: DataSource;
beforeAll(async () => {
  database = await freshDatabase('empty');
  owner = await ownerDataSource(database.address);
});
afterAll(async () => {
  await owner.destroy();
  await database.drop();
});

/** Everything in the schema public, with the rights on it: what stands and who may do what. */
async function everything(): Promise<string[]> {
  const rows: { thing: string }[] = await owner.query(`
    select concat_ws(' ', 'relation', relkind::text, relname, relacl::text) as thing
      from pg_class where relnamespace = 'public'::regnamespace and relname !~ '^(migration|PK_)'
    union all
    select concat_ws(' ', 'column', attrelid::regclass::text, attname, format_type(atttypid, atttypmod), attnotnull::text)
      from pg_attribute a join pg_class c on c.oid = attrelid
      where relnamespace = 'public'::regnamespace and attnum > 0 and relname !~ '^(migration|PK_)'
    union all
    select concat_ws(' ', 'function', proname, prosrc, prosecdef::text, proconfig::text, proacl::text)
      from pg_proc where pronamespace = 'public'::regnamespace
    union all
    select concat_ws(' ', 'constraint', conname, pg_get_constraintdef(oid))
      from pg_constraint where connamespace = 'public'::regnamespace and conname !~ '^(migration|PK_)'
    union all
    select concat_ws(' ', 'trigger', tgname) from pg_trigger where not tgisinternal
    union all
    select concat_ws(' ', 'type', typname) from pg_type
      where typnamespace = 'public'::regnamespace and typname not like '%migration%'
    order by 1`);
  return rows.map(({ thing }) => thing);
}

async function schemaRights(): Promise<string[]> {
  const rows: { right: string }[] = await owner.query(`
    select concat_ws(' ', coalesce(r.rolname, 'everybody'), a.privilege_type) as right
    from pg_namespace n, aclexplode(n.nspacl) a left join pg_roles r on r.oid = a.grantee
    where nspname = 'public' order by 1`);
  return rows.map(({ right }) => right);
}

test('the schema goes up, down without a trace, and up again the same', async () => {
  const rightsBefore = await schemaRights();
  expect(await everything()).toEqual([]);
  await alone(() => migrate(owner));
  const first = await everything();
  expect(first.length).toBeGreaterThan(100);
  expect(await schemaRights()).not.toContain('everybody USAGE');

  for (let left = owner.migrations.length; left > 0; left -= 1) {
    await owner.undoLastMigration({ transaction: 'each' });
  }
  expect(await everything()).toEqual([]);
  expect(await schemaRights()).toEqual(rightsBefore);

  await alone(() => migrate(owner));
  expect(await everything()).toEqual(first);
});

test('migrating twice at once and again later does nothing twice', async () => {
  const other = await ownerDataSource(database.address);
  await Promise.all([migrate(owner), migrate(other)]);
  await other.destroy();
  const rows: { count: number }[] = await owner.query('select count(*)::int from migration');
  expect(rows[0]?.count).toBe(owner.migrations.length);
});

test('reference data is loaded into an empty database once and never over what the ministry changed', async () => {
  await Promise.all([loadReference(owner), loadReference(owner)]);
  await owner.query("update ministry set name_ar = 'اسم جديد' where id = 'east'");
  await loadReference(owner);
  const rows: { name_ar: string }[] = await owner.query("select name_ar from ministry where id = 'east'");
  expect(rows[0]?.name_ar).toBe('اسم جديد');
  const counts: { districts: number; directorates: number }[] = await owner.query(
    'select (select count(*)::int from district) as districts, (select count(*)::int from directorate) as directorates',
  );
  expect(counts[0]).toEqual({ districts: 22, directorates: 37 });
});
