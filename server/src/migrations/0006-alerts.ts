import type { MigrationInterface, QueryRunner } from 'typeorm';

/** Alerts: a promise that somebody will act. Steps and due times are here for the escalation to come. */
export class Alerts1700000000006 implements MigrationInterface {
  name = 'Alerts1700000000006';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table alert (
        id uuid primary key, incident_id uuid references incident, directorate_id text not null references directorate,
        severity smallint not null check (severity between 1 and 4),
        state text not null check (state in ('unacknowledged','acknowledged','closed')),
        version integer not null, audience text[] not null,
        raised_at timestamptz not null, step smallint not null, due_at timestamptz,
        acknowledged_by jsonb, acknowledged_at timestamptz, exercise boolean not null);
      create unique index alert_one_open_per_incident on alert (incident_id) where state <> 'closed';
      create index alert_newest on alert (raised_at desc, id desc);
      create index alert_audience on alert using gin (audience);
      grant select, insert, update on alert to t1_app;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table alert');
  }
}
