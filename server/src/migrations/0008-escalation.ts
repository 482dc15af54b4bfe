import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Alerts that climb until somebody takes them: timers as rows, policies as data, and what an alert carries
 * of its own policy from the moment it is raised. Actions stand on the incident they were taken for.
 */
export class Escalation1700000000008 implements MigrationInterface {
  name = 'Escalation1700000000008';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table timer (
        kind text not null, subject text not null, due_at timestamptz not null, primary key (kind, subject));
      create index timer_due on timer (due_at);
      create table engine_heartbeat (
        one boolean primary key default true check (one), at timestamptz not null, late_ms integer not null);
      grant select, insert, update, delete on timer to t1_app;
      grant select, insert, update on engine_heartbeat to t1_app;

      create table escalation_policy (
        id integer generated always as identity primary key,
        directorate_id text references directorate, severity smallint not null check (severity between 1 and 4),
        steps jsonb not null, unique nulls not distinct (directorate_id, severity));
      grant select on escalation_policy to t1_app;

      alter table alert drop constraint alert_state_check;
      alter table alert add constraint alert_state_check check (state in
        ('unacknowledged','acknowledged','cleared-unacknowledged','shelved','suppressed','closed'));
      alter table alert add column policy jsonb not null default '[]', add column intent text,
        add column shelved_by jsonb, add column shelf_reason text;

      alter table incident add column last_action jsonb;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query(`
      alter table incident drop column last_action;
      alter table alert drop column policy, drop column intent, drop column shelved_by, drop column shelf_reason;
      alter table alert drop constraint alert_state_check;
      alter table alert add constraint alert_state_check check (state in ('unacknowledged','acknowledged','closed'));
      drop table escalation_policy, engine_heartbeat, timer;
    `);
  }
}
