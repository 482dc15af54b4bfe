import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Incidents as they stand now, and the catalogue of their types. */
export class Incidents1700000000005 implements MigrationInterface {
  name = 'Incidents1700000000005';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table incident_type_group (id text primary key, name_ar text not null, name_en text not null);
      create table incident_type (
        id text primary key, name_ar text not null, name_en text not null,
        group_id text not null references incident_type_group, default_severity smallint not null,
        apco text, cap_category text, rank integer not null, retired_at timestamptz,
        check (default_severity between 1 and 4));
      create table incident_number (year integer primary key, last integer not null);
      create table incident (
        id uuid primary key, ref text not null unique, request_hash bytea not null,
        type_id text not null references incident_type, severity smallint not null check (severity between 1 and 4),
        state text not null check (state in ('reported','open','closed','reopened')),
        version integer not null, title text not null, description text, plates text[] not null,
        lat double precision not null, lon double precision not null, accuracy_m double precision,
        place_id text references place, place_distance_m double precision,
        district_id text not null references district,
        directorate_id text not null references directorate,
        reporting_directorate_id text references directorate,
        audience text[] not null,
        occurred_at timestamptz not null, reported_at timestamptz not null, reported_by jsonb not null,
        opened_at timestamptz, opened_by jsonb, closed_at timestamptz, closed_by jsonb, disposition text,
        exercise boolean not null, search_norm text not null);
      create index incident_newest on incident (reported_at desc, id desc);
      create index incident_audience on incident using gin (audience);
      create index incident_not_closed on incident (reported_at desc) where state <> 'closed';
      grant select on incident_type_group, incident_type to t1_app;
      grant select, insert, update on incident_number, incident to t1_app;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table incident, incident_number, incident_type, incident_type_group');
  }
}
