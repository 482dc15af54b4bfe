import { Injectable } from '@nestjs/common';
import { normalizeArabic } from '@t1/shared/arabic-text';
import type { InputOf, OutputOf } from '@t1/shared/endpoint';
import type { countIncidents, listIncidents, readIncident } from '@t1/shared/incident-doors';
import type { IncidentView } from '@t1/shared/incidents';
import type { Scope } from '@t1/shared/jurisdiction';
import type { EntityManager, SelectQueryBuilder } from 'typeorm';
import { DataSource } from 'typeorm';
import { EventLog } from '../../event-log/event-log.ts';
import { withinScope } from '../../identity/scope-clause.ts';
import { decodePageEnd, encodePageEnd } from '../../platform/page-cursor.ts';
import { Refused } from '../../platform/refused.ts';
import { Directory } from '../../organisation/directory.ts';
import { Incident } from './incident.entity.ts';
import { viewOf } from './incident-view.ts';

type Filters = InputOf<typeof countIncidents>;

/** Reading incidents: always within a scope, never changing anything. */
@Injectable()
export class IncidentsQuery {
  private readonly database: DataSource;
  private readonly log: EventLog;
  private readonly directory: Directory;

  constructor(database: DataSource, log: EventLog, directory: Directory) {
    this.database = database;
    this.log = log;
    this.directory = directory;
  }

  async list(scope: Scope, input: InputOf<typeof listIncidents>): Promise<OutputOf<typeof listIncidents>> {
    const query = this.filtered(scope, input)
      .orderBy('i.reportedAt', 'DESC')
      .addOrderBy('i.id', 'DESC')
      .limit(input.limit + 1);
    if (input.cursor !== undefined) {
      const end = decodePageEnd(input.cursor);
      query.andWhere('(i.reportedAt, i.id) < (:at::timestamptz, :id::uuid)', end);
    }
    const rows = await query.getMany();
    const page = rows.slice(0, input.limit);
    const last = page.at(-1);
    return {
      items: page.map((incident) => viewOf(incident, this.directory)),
      ...(rows.length > page.length && last !== undefined
        ? { next: encodePageEnd({ at: last.reportedAt, id: last.id }) }
        : {}),
    };
  }

  async count(scope: Scope, filters: Filters): Promise<{ count: number }> {
    return { count: await this.filtered(scope, filters).getCount() };
  }

  /**
   * One incident with its timeline; not visible is the same as not there. The timeline belongs to the incident:
   * a directorate that takes it over also reads what happened before it came.
   */
  async read(scope: Scope, id: string): Promise<OutputOf<typeof readIncident>> {
    const incident = await withinScope(this.from(this.database.manager), 'i', scope)
      .andWhere('i.id = :id', { id })
      .getOne();
    if (incident === null) throw new Refused('not-found');
    return { ...viewOf(incident, this.directory), timeline: await this.log.thread(id) };
  }

  /** Everything not closed, newest first: the incidents of the snapshot. */
  async open(tx: EntityManager, scope: Scope): Promise<IncidentView[]> {
    const rows = await withinScope(this.from(tx), 'i', scope)
      .andWhere("i.state <> 'closed'")
      .orderBy('i.reportedAt', 'DESC')
      .getMany();
    return rows.map((incident) => viewOf(incident, this.directory));
  }

  private from(manager: EntityManager): SelectQueryBuilder<Incident> {
    return manager.createQueryBuilder(Incident, 'i');
  }

  private filtered(scope: Scope, filters: Filters): SelectQueryBuilder<Incident> {
    const query = withinScope(this.from(this.database.manager), 'i', scope);
    if (filters.state === 'not-closed') query.andWhere("i.state <> 'closed'");
    else if (filters.state !== 'any') query.andWhere('i.state = :state', { state: filters.state });
    if (filters.severity !== undefined) query.andWhere('i.severity = :severity', filters);
    if (filters.type !== undefined) query.andWhere('i.type = :type', filters);
    if (filters.directorate !== undefined) query.andWhere('i.directorateId = :directorate', filters);
    if (filters.district !== undefined) query.andWhere('i.districtId = :district', filters);
    // As dates: the database does not read every offset and year that ISO 8601 knows.
    if (filters.from !== undefined) query.andWhere('i.reportedAt >= :from', { from: new Date(filters.from) });
    if (filters.to !== undefined) query.andWhere('i.reportedAt < :to', { to: new Date(filters.to) });
    const words = filters.q === undefined ? [] : normalizeArabic(filters.q).split(' ').filter(Boolean);
    // A search for signs alone finds nothing: all incidents would look like an answer.
    if (filters.q !== undefined && words.length === 0) query.andWhere('false');
    words.forEach((word, index) => {
      query.andWhere(`i.searchNorm like :word${index}`, { [`word${index}`]: `%${word}%` });
    });
    return query;
  }
}
