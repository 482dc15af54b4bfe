import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Who is on duty where. The officer is kept as they were named when the shift was written, so that a name in an
 * old roster does not change with the account; the account itself stays linked.
 */
export class Roster1700000000009 implements MigrationInterface {
  name = 'Roster1700000000009';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table roster_shift (
        id uuid primary key, directorate_id text not null references directorate,
        position text not null check (position in ('on-duty','second','superior')),
        user_id uuid references app_user, officer jsonb not null,
        starts_at timestamptz not null, ends_at timestamptz not null,
        state text not null check (state in ('standing','handed-over','cancelled')),
        version integer not null, hand_over jsonb, request_hash bytea, exercise boolean not null,
        check (ends_at > starts_at and ends_at <= starts_at + interval '24 hours'));
      create index roster_shift_place on roster_shift (directorate_id, position, ends_at);
      create index roster_shift_end on roster_shift (ends_at);
      grant select, insert, update on roster_shift to t1_app;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table roster_shift');
  }
}
