import { DataSource } from 'typeorm';
import { ClockAndRoles1700000000001 } from './0001-clock-and-roles.ts';
import { Organisation1700000000002 } from './0002-organisation.ts';
import { Identity1700000000003 } from './0003-identity.ts';
import { EventLog1700000000004 } from './0004-event-log.ts';
import { Incidents1700000000005 } from './0005-incidents.ts';
import { Alerts1700000000006 } from './0006-alerts.ts';
import { Escalation1700000000008 } from './0008-escalation.ts';
import { Roster1700000000009 } from './0009-roster.ts';
import { AlarmHealth1700000000010 } from './0010-alarm-health.ts';

const migrations = [
  ClockAndRoles1700000000001,
  Organisation1700000000002,
  Identity1700000000003,
  EventLog1700000000004,
  Incidents1700000000005,
  Alerts1700000000006,
  Escalation1700000000008,
  Roster1700000000009,
  AlarmHealth1700000000010,
];

/** A connection of the owner of the tables; the caller destroys it. */
export async function ownerDataSource(url: string): Promise<DataSource> {
  const source = new DataSource({
    type: 'postgres',
    url,
    migrations,
    migrationsTableName: 'migration',
    synchronize: false,
    extra: { application_name: 't1-owner', connectionTimeoutMillis: 10_000, max: 2 },
  });
  await source.initialize();
  return source;
}

/**
 * Does something that only one starting process may do at a time, on this database: the others wait for the
 * advisory lock and then find it done.
 */
export async function alone<T>(owner: DataSource, work: () => Promise<T>): Promise<T> {
  const lock = owner.createQueryRunner();
  await lock.connect();
  try {
    await lock.query('select pg_advisory_lock(849001)');
    return await work();
  } finally {
    await lock.query('select pg_advisory_unlock(849001)');
    await lock.release();
  }
}

/** Brings the schema up to date, each migration in a transaction of its own. */
export async function migrate(owner: DataSource): Promise<void> {
  await alone(owner, () => owner.runMigrations({ transaction: 'each' }));
}
