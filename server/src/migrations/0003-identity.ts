import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * People and their sessions. Of a session only the hash of its token is kept. Whoever changes what a person may
 * do need not tell the running rooms: the database calls it out.
 */
export class Identity1700000000003 implements MigrationInterface {
  name = 'Identity1700000000003';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table app_user (
        id uuid primary key, username text not null unique, password_hash text not null,
        name_ar text not null, name_en text not null,
        role text not null check (role in ('operator','supervisor','duty','reporter','auditor','admin')),
        ministry_id text references ministry, directorate_id text references directorate,
        exercise boolean not null default false, disabled_at timestamptz,
        check ((role in ('duty','reporter')) = (directorate_id is not null)));
      create table session (
        token_hash bytea primary key, user_id uuid not null references app_user on delete cascade,
        created_at timestamptz not null, last_seen_at timestamptz not null, expires_at timestamptz not null);
      create index session_by_user on session (user_id);
      create table login_failure (
        username text primary key, failures integer not null, last_at timestamptz not null);
      create function call_out_authority() returns trigger language plpgsql as
        $$ begin perform pg_notify('t1_authority', old.id::text); return null; end $$;
      create trigger app_user_authority after update of disabled_at, role, ministry_id, directorate_id on app_user
        for each row when (old.* is distinct from new.*) execute function call_out_authority();
      grant select on app_user to t1_app;
      grant select, insert, update, delete on session, login_failure to t1_app;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      drop table login_failure, session, app_user;
      drop function call_out_authority;
    `);
  }
}
