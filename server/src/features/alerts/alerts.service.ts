import { Injectable } from '@nestjs/common';
import type { acknowledgeAlert, listAlerts } from '@t1/shared/alerts';
import { refuseAcknowledge } from '@t1/shared/alerts';
import type { AlertView } from '@t1/shared/alerts';
import type { InputOf, OutputOf } from '@t1/shared/endpoint';
import type { Scope } from '@t1/shared/jurisdiction';
import { visibleTo } from '@t1/shared/jurisdiction';
import type { Actor } from '@t1/shared/roles';
import { refOf } from '@t1/shared/roles';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { DataSource } from 'typeorm';
import { EventLog } from '../../event-log/event-log.ts';
import { withinScope } from '../../identity/scope-clause.ts';
import { Clock } from '../../platform/clock.ts';
import { decodePageEnd, encodePageEnd } from '../../platform/page-cursor.ts';
import { Refused, throwIf } from '../../platform/refused.ts';
import { Alert, viewOf } from './alert.entity.ts';

@Injectable()
export class AlertsService {
  private readonly database: DataSource;
  private readonly log: EventLog;
  private readonly clock: Clock;

  constructor(database: DataSource, log: EventLog, clock: Clock) {
    this.database = database;
    this.log = log;
    this.clock = clock;
  }

  /** The row lock lets one of several officers through; the others are told who is first by the state they find. */
  acknowledge(
    actor: Actor,
    input: InputOf<typeof acknowledgeAlert>,
  ): Promise<OutputOf<typeof acknowledgeAlert>> {
    return this.database.transaction(async (tx) => {
      const alert = await withinScope(this.from(tx), 'a', visibleTo(actor))
        .andWhere('a.id = :id', { id: input.id })
        .setLock('pessimistic_write')
        .getOne();
      if (alert === null) throw new Refused('not-found');
      throwIf(refuseAcknowledge(actor, alert, input.expectedVersion));
      alert.state = 'acknowledged';
      alert.version += 1;
      alert.acknowledgedBy = refOf(actor);
      alert.acknowledgedAt = await this.clock.recordedNow(tx);
      const { id, state, version, acknowledgedBy, acknowledgedAt } = alert;
      await tx.update(Alert, { id }, { state, version, acknowledgedBy, acknowledgedAt });
      const { seq } = await this.log.append(tx, {
        type: 'alert.acknowledged',
        actor: refOf(actor),
        subject: id,
        thread: alert.incidentId,
        version,
        audience: alert.audience,
        data: viewOf(alert),
      });
      return { id, state, version, seq };
    });
  }

  async list(scope: Scope, input: InputOf<typeof listAlerts>): Promise<OutputOf<typeof listAlerts>> {
    const query = withinScope(this.from(this.database.manager), 'a', scope)
      .orderBy('a.raisedAt', 'DESC')
      .addOrderBy('a.id', 'DESC')
      .limit(input.limit + 1);
    if (input.state === 'not-closed') query.andWhere("a.state <> 'closed'");
    else if (input.state !== 'any') query.andWhere('a.state = :state', { state: input.state });
    if (input.cursor !== undefined) {
      const end = decodePageEnd(input.cursor);
      query.andWhere('(a.raisedAt, a.id) < (:at::timestamptz, :id::uuid)', end);
    }
    const rows = await query.getMany();
    const page = rows.slice(0, input.limit);
    const last = page.at(-1);
    return {
      items: page.map(viewOf),
      ...(rows.length > page.length && last !== undefined
        ? { next: encodePageEnd({ at: last.raisedAt, id: last.id }) }
        : {}),
    };
  }

  /** Every alert that is not closed: the alerts of the snapshot. */
  async open(tx: EntityManager, scope: Scope): Promise<AlertView[]> {
    const rows = await withinScope(this.from(tx), 'a', scope).andWhere("a.state <> 'closed'").getMany();
    return rows.map(viewOf);
  }

  private from(manager: EntityManager): SelectQueryBuilder<Alert> {
    return manager.createQueryBuilder(Alert, 'a');
  }
}
