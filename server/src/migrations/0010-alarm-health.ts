import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The alarm figures ask the log for a few kinds of events between two times, and the alerts for what stands long.
 * The index of the log is partial, so that reports and climbing alerts pay nothing for it.
 */
export class AlarmHealth1700000000010 implements MigrationInterface {
  name = 'AlarmHealth1700000000010';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create index event_log_alert_answers on event_log (type, at) include (subject, seq) where type in (
        'alert.acknowledged', 'alert.acknowledgement-undone', 'alert.acknowledgement-lapsed', 'alert.shelved',
        'alert.unshelved', 'alert.redirected', 'alert.closed');
      create index alert_standing on alert (raised_at) where state <> 'closed';
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop index event_log_alert_answers, alert_standing');
  }
}
