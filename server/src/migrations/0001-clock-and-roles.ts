import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The clock that tests can move, and the role of the running room. t1_app is made here without a login;
 * the start of the room gives it one, so that no password stands in a migration.
 */
export class ClockAndRoles1700000000001 implements MigrationInterface {
  name = 'ClockAndRoles1700000000001';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table clock_shift (one boolean primary key default true check (one), by interval not null);
      create function t1_now() returns timestamptz language sql volatile as
        $$ select clock_timestamp() + coalesce((select by from clock_shift), interval '0') $$;
      do $$ begin
        if not exists (select from pg_roles where rolname = 't1_app') then create role t1_app nologin; end if;
      end $$;
      revoke all on schema public from public;
      grant usage on schema public to t1_app;
      grant select on clock_shift to t1_app;
    `);
  }

  /** The role stays: it belongs to the whole cluster and other databases may use it. */
  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      revoke usage on schema public from t1_app;
      grant usage on schema public to public;
      drop function t1_now();
      drop table clock_shift;
    `);
  }
}
