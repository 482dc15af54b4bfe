import { createHash } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import type { InputOf, OutputOf } from '@t1/shared/endpoint';
import type { reportIncident } from '@t1/shared/incident-doors';
import { audienceOf, refuseOccurrence } from '@t1/shared/incidents';
import type { Actor } from '@t1/shared/roles';
import { refOf } from '@t1/shared/roles';
import type { EntityManager } from 'typeorm';
import { DataSource } from 'typeorm';
import { EventLog } from '../../event-log/event-log.ts';
import type { Settings } from '../../platform/env.ts';
import { SETTINGS } from '../../platform/env.ts';
import { Refused, throwIf } from '../../platform/refused.ts';
import { Directory } from '../../organisation/directory.ts';
import { Catalogue } from './catalogue.ts';
import { Incident } from './incident.entity.ts';
import { searchTextOf, viewOf } from './incident-view.ts';
import { PlacementRule } from './placement.ts';

type Input = InputOf<typeof reportIncident>;
type Receipt = OutputOf<typeof reportIncident>;

/** What the database says at the beginning of a report: its time, and the incident if the id was seen before or else its number. */
interface Beginning {
  now: Date;
  request_hash: Buffer | null;
  ref: string | null;
  year: number | null;
  last: number | null;
}

@Injectable()
export class ReportIncident {
  private readonly database: DataSource;
  private readonly log: EventLog;
  private readonly catalogue: Catalogue;
  private readonly placement: PlacementRule;
  private readonly directory: Directory;
  private readonly settings: Settings;

  constructor(
    database: DataSource,
    log: EventLog,
    catalogue: Catalogue,
    placement: PlacementRule,
    directory: Directory,
    @Inject(SETTINGS) settings: Settings,
  ) {
    this.database = database;
    this.log = log;
    this.catalogue = catalogue;
    this.placement = placement;
    this.directory = directory;
    this.settings = settings;
  }

  /**
   * Stores the incident and its event together and answers once both are safe on disk. The same id with
   * the same body by the same person answers as the first time did, however often and however late.
   */
  async report(actor: Actor, input: Input): Promise<{ receipt: Receipt; replay: boolean }> {
    const hash = hashOf(actor, input);
    try {
      return await this.database.transaction((tx) => this.once(tx, actor, input, hash));
    } catch (error) {
      if (!isDuplicate(error)) throw error;
      // Two sendings of one report raced; the other one is committed now and answers for both.
      return this.database.transaction((tx) => this.once(tx, actor, input, hash));
    }
  }

  private async once(
    tx: EntityManager,
    actor: Actor,
    input: Input,
    hash: Buffer,
  ): Promise<{ receipt: Receipt; replay: boolean }> {
    const { now, request_hash: known, ref, year, last } = await this.begin(tx, input.id);
    if (known !== null && ref !== null) {
      if (!known.equals(hash)) throw new Refused({ code: 'conflict-id', field: 'id' });
      const seq = await this.log.seqOf('incident.reported', input.id, tx);
      if (seq === undefined) throw new Error(`Incident ${input.id} has no event.`);
      return { receipt: { id: input.id, ref, seq }, replay: true };
    }
    this.catalogue.check(input.type);
    const occurredAt = input.occurredAt ?? now.toISOString();
    throwIf(refuseOccurrence(occurredAt, now));
    const placement = this.placement.place(actor, input, now);
    const incident = tx.create(Incident, {
      ...placement,
      id: input.id,
      ref: `T1-${year}-${String(last).padStart(6, '0')}`,
      requestHash: hash,
      type: input.type,
      severity: input.severity,
      state: 'reported',
      version: 1,
      title: input.title,
      description: input.description ?? null,
      plates: input.plates ?? [],
      reportingDirectorateId: actor.directorateId ?? null,
      occurredAt: new Date(occurredAt),
      reportedAt: now,
      reportedBy: refOf(actor),
      openedAt: null,
      openedBy: null,
      lastAction: null,
      closedAt: null,
      closedBy: null,
      disposition: null,
      exercise: this.settings.exercise,
    });
    incident.searchNorm = searchTextOf(incident, this.directory);
    const view = viewOf(incident, this.directory);
    incident.audience = audienceOf(view);
    await tx.insert(Incident, incident);
    const { seq } = await this.log.append(tx, {
      type: 'incident.reported',
      actor: view.reportedBy,
      subject: view.id,
      thread: view.id,
      version: view.version,
      audience: incident.audience,
      data: view,
    });
    return { receipt: { id: view.id, ref: view.ref, seq }, replay: false };
  }

  /**
   * One question for all a report needs at its beginning: the time, the incident if it was reported before, and
   * otherwise the next number of the Libyan year. The row of the year stays locked until the commit, so the
   * numbers have no gaps: nobody needs to ask where an incident went.
   */
  private async begin(tx: EntityManager, id: string): Promise<Beginning> {
    const rows: Beginning[] = await tx.query(
      `with known as (select request_hash, ref from incident where id = $1),
         next as (
           insert into incident_number as n
           select extract(year from t1_now() at time zone 'Africa/Tripoli')::integer, 1
           where not exists (select from known)
           on conflict (year) do update set last = n.last + 1 returning year, last)
       select t1_now() as now, known.request_hash, known.ref, next.year, next.last
       from (select 1) as one left join known on true left join next on true`,
      [id],
    );
    const row = rows[0];
    if (row === undefined) throw new Error('The database gave no time.');
    return row;
  }
}

/** Two bodies with the same content have the same hash, whatever the order of their fields. */
function hashOf(actor: Actor, input: Input): Buffer {
  const ordered = (_: string, value: unknown): unknown =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : value;
  return createHash('sha256')
    .update(JSON.stringify([actor.id, input], ordered))
    .digest();
}

/** PostgreSQL's unique_violation. */
function isDuplicate(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === '23505';
}
