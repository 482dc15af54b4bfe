import { Injectable } from '@nestjs/common';
import type { listAlerts } from '@t1/shared/alert-doors';
import type { AlertView } from '@t1/shared/alerts';
import type { InputOf, OutputOf } from '@t1/shared/endpoint';
import type { Scope } from '@t1/shared/jurisdiction';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { DataSource } from 'typeorm';
import { withinScope } from '../../identity/scope-clause.ts';
import { decodePageEnd, encodePageEnd } from '../../platform/page-cursor.ts';
import { Alert, viewOf } from './alert.entity.ts';

/** Reading alerts: always within a scope, never changing anything. */
@Injectable()
export class AlertsQuery {
  private readonly database: DataSource;

  constructor(database: DataSource) {
    this.database = database;
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
