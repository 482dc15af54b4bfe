import { Injectable } from '@nestjs/common';
import type { AlertHealth, readAlertHealth } from '@t1/shared/alert-health';
import { defaultPeriodMs, floodAbove, refusePeriod, slotMs, staleAfterMs } from '@t1/shared/alert-health';
import type { InputOf } from '@t1/shared/endpoint';
import type { Scope } from '@t1/shared/jurisdiction';
import type { EntityManager } from 'typeorm';
import { DataSource } from 'typeorm';
import { Clock } from '../../platform/clock.ts';
import { throwIf } from '../../platform/refused.ts';
import { readAcknowledgements } from './acknowledgements.ts';
import { readAfterwards } from './afterwards.ts';
import { readChattering } from './chattering.ts';
import type { Asked } from './statement.ts';
import { statementFor } from './statement.ts';

type Raised = Pick<AlertHealth, 'raised' | 'slots' | 'perTenMinutes' | 'peak' | 'flood' | 'bySeverity'>;

/** The alarm figures of a period within a scope, all of one moment of the database. */
@Injectable()
export class AlertHealthQuery {
  private readonly database: DataSource;
  private readonly clock: Clock;

  constructor(database: DataSource, clock: Clock) {
    this.database = database;
    this.clock = clock;
  }

  read(scope: Scope, input: InputOf<typeof readAlertHealth>): Promise<AlertHealth> {
    return this.database.transaction('REPEATABLE READ', async (tx) => {
      await tx.query('set transaction read only');
      const now = await this.clock.recordedNow(tx);
      const wanted = input.to === undefined ? now : new Date(input.to);
      const to = wanted.getTime() > now.getTime() ? now : wanted;
      const from = new Date(input.from ?? to.getTime() - defaultPeriodMs);
      throwIf(refusePeriod(from, to));
      const asked: Asked = { tx, scope, from, to };
      return {
        from: from.toISOString(),
        to: to.toISOString(),
        ...(await readRaised(asked)),
        stale: await readStale(tx, scope, now),
        chattering: await readChattering(asked),
        ...(await readAfterwards(asked)),
        ...(await readAcknowledgements(asked)),
      };
    });
  }
}

/** How many came, when, and how grave they were. */
async function readRaised(asked: Asked): Promise<Raised> {
  const { from, to } = asked;
  const { text, parameters } = statementFor(
    asked,
    ({ raised, slotOf }) =>
      `select ${slotOf('a.raised_at')} as slot, a.severity, count(*)::int as alerts
       from alert a where ${raised} group by 1, 2`,
  );
  const rows: { slot: number; severity: 1 | 2 | 3 | 4; alerts: number }[] = await asked.tx.query(
    text,
    parameters,
  );
  const slots = Array.from<number>({ length: slotsBetween(from, to) }).fill(0);
  const bySeverity = { 1: 0, 2: 0, 3: 0, 4: 0 };
  for (const { slot, severity, alerts } of rows) {
    slots[slot] = (slots[slot] ?? 0) + alerts;
    bySeverity[severity] += alerts;
  }
  const raised = slots.reduce((sum, alerts) => sum + alerts, 0);
  const peak = slots.reduce((most, alerts) => Math.max(most, alerts), 0);
  const flooded = slots.filter((alerts) => alerts > floodAbove).length;
  return {
    raised,
    slots,
    perTenMinutes: (raised * slotMs) / (to.getTime() - from.getTime()),
    peak: {
      alerts: peak,
      ...(peak === 0 ? {} : { at: new Date(from.getTime() + slots.indexOf(peak) * slotMs).toISOString() }),
    },
    flood: { slots: flooded, share: flooded / slots.length },
    bySeverity,
  };
}

/** The ten minutes that have begun count as one slot. */
function slotsBetween(from: Date, to: Date): number {
  return Math.ceil((to.getTime() - from.getTime()) / slotMs);
}

/** What stands now for more than a day; what is silent by design does not ask for anybody. */
async function readStale(tx: EntityManager, scope: Scope, now: Date): Promise<number> {
  const { text, parameters } = statementFor(
    { tx, scope, from: new Date(now.getTime() - staleAfterMs), to: now },
    ({ visible }) =>
      `select count(*)::int as stale from alert a
       where a.state <> 'closed' and a.state <> 'suppressed' and a.raised_at < $1 and $2::timestamptz is not null
         and ${visible}`,
  );
  const [row]: { stale: number }[] = await tx.query(text, parameters);
  return row?.stale ?? 0;
}
