import { Injectable } from '@nestjs/common';
import type { InputOf, OutputOf } from '@t1/shared/endpoint';
import type {
  actOnIncident,
  amendIncident,
  closeIncident,
  noteIncident,
  openIncident,
  reopenIncident,
  transferIncident,
} from '@t1/shared/incident-doors';
import type { IncidentMove } from '@t1/shared/incidents';
import {
  audienceOf,
  refuseAct,
  refuseAmend,
  refuseMove,
  refuseNote,
  refuseOccurrence,
  stateAfter,
} from '@t1/shared/incidents';
import { visibleTo } from '@t1/shared/jurisdiction';
import type { Actor } from '@t1/shared/roles';
import { refOf } from '@t1/shared/roles';
import type { EntityManager } from 'typeorm';
import { DataSource } from 'typeorm';
import { EventLog } from '../../event-log/event-log.ts';
import { withinScope } from '../../identity/scope-clause.ts';
import { Clock } from '../../platform/clock.ts';
import { Refused, throwIf } from '../../platform/refused.ts';
import { Directory, dayOf, stoodOn } from '../../organisation/directory.ts';
import { Catalogue } from './catalogue.ts';
import { changedFields } from './changed-fields.ts';
import { Incident } from './incident.entity.ts';
import { searchTextOf, viewOf } from './incident-view.ts';
import { PlacementRule } from './placement.ts';

type Receipt = OutputOf<typeof openIncident>;
type IncidentEvent =
  | 'incident.amended'
  | 'incident.opened'
  | 'incident.noted'
  | 'incident.acted-on'
  | 'incident.transferred'
  | 'incident.closed'
  | 'incident.reopened';

/**
 * Every change of an incident has the same five beats: load what the actor may see and lock it, ask the
 * rule, change, append the event, answer the receipt.
 */
@Injectable()
export class IncidentsService {
  private readonly database: DataSource;
  private readonly log: EventLog;
  private readonly clock: Clock;
  private readonly catalogue: Catalogue;
  private readonly placement: PlacementRule;
  private readonly directory: Directory;

  constructor(
    database: DataSource,
    log: EventLog,
    clock: Clock,
    catalogue: Catalogue,
    placement: PlacementRule,
    directory: Directory,
  ) {
    this.database = database;
    this.log = log;
    this.clock = clock;
    this.catalogue = catalogue;
    this.placement = placement;
    this.directory = directory;
  }

  open(actor: Actor, input: InputOf<typeof openIncident>): Promise<Receipt> {
    return this.move(actor, input, 'open', 'incident.opened', {}, (incident, now) => {
      incident.openedAt = now;
      incident.openedBy = refOf(actor);
    });
  }

  close(actor: Actor, input: InputOf<typeof closeIncident>): Promise<Receipt> {
    const { disposition, reason } = input;
    const detail = { disposition, ...(reason === undefined ? {} : { reason }) };
    return this.move(actor, input, 'close', 'incident.closed', detail, (incident, now) => {
      incident.closedAt = now;
      incident.closedBy = refOf(actor);
      incident.disposition = disposition;
    });
  }

  reopen(actor: Actor, input: InputOf<typeof reopenIncident>): Promise<Receipt> {
    return this.move(actor, input, 'reopen', 'incident.reopened', { reason: input.reason }, (incident) => {
      incident.closedAt = null;
      incident.closedBy = null;
      incident.disposition = null;
      // What was done before did not end it: the loop is open again.
      incident.lastAction = null;
    });
  }

  note(actor: Actor, input: InputOf<typeof noteIncident>): Promise<Receipt> {
    return this.database.transaction(async (tx) => {
      const incident = await this.load(tx, actor, input.id);
      throwIf(refuseNote(viewOf(incident, this.directory), input.expectedVersion));
      return this.save(tx, actor, incident, 'incident.noted', { text: input.text });
    });
  }

  /** The action that closes the loop from information to action; whoever acts has taken the incident up. */
  act(actor: Actor, input: InputOf<typeof actOnIncident>): Promise<Receipt> {
    return this.database.transaction(async (tx) => {
      const incident = await this.load(tx, actor, input.id);
      const { kind, text } = input;
      throwIf(refuseAct(actor, viewOf(incident, this.directory), input.expectedVersion, kind, text));
      const now = await this.clock.recordedNow(tx);
      const said = text === undefined ? {} : { text };
      incident.lastAction = { kind, by: refOf(actor), at: now.toISOString(), ...said };
      const opened = stateAfter(incident.state, 'open');
      if (opened !== undefined) {
        incident.state = opened;
        incident.openedAt = now;
        incident.openedBy = refOf(actor);
      }
      return this.save(tx, actor, incident, 'incident.acted-on', { kind, ...said });
    });
  }

  amend(actor: Actor, input: InputOf<typeof amendIncident>): Promise<Receipt> {
    return this.database.transaction(async (tx) => {
      const incident = await this.load(tx, actor, input.id);
      const now = await this.clock.recordedNow(tx);
      const before = viewOf(incident, this.directory);
      throwIf(refuseAmend(actor, before, input.expectedVersion, now));
      if (input.type !== undefined) this.catalogue.check(input.type);
      if (input.occurredAt !== undefined) throwIf(refuseOccurrence(input.occurredAt, now));
      if (input.location !== undefined || input.directorateId !== undefined) {
        const location = input.location ?? before.location;
        Object.assign(
          incident,
          this.placement.place(actor, { location, directorateId: input.directorateId }, now),
        );
      }
      incident.type = input.type ?? incident.type;
      incident.severity = input.severity ?? incident.severity;
      incident.title = input.title ?? incident.title;
      incident.description = input.description ?? incident.description;
      incident.plates = input.plates ?? incident.plates;
      if (input.occurredAt !== undefined) incident.occurredAt = new Date(input.occurredAt);
      const changed = changedFields(before, viewOf(incident, this.directory));
      if (changed.length === 0) throw new Refused('nothing-to-change');
      return this.save(tx, actor, incident, 'incident.amended', { changed });
    });
  }

  /** Hands the incident over; who loses sight of it is told to forget it, and told nothing else. */
  transfer(actor: Actor, input: InputOf<typeof transferIncident>): Promise<Receipt> {
    return this.database.transaction(async (tx) => {
      const incident = await this.load(tx, actor, input.id);
      const now = await this.clock.recordedNow(tx);
      throwIf(refuseAmend(actor, viewOf(incident, this.directory), input.expectedVersion, now));
      const from = this.directory.directorates.get(incident.directorateId);
      const to = this.directory.directorates.get(input.directorateId);
      if (to === undefined || !stoodOn(to, dayOf(now))) {
        throw new Refused({ code: 'unknown-directorate', field: 'directorateId' });
      }
      if (to.id === incident.directorateId)
        throw new Refused({ code: 'same-directorate', field: 'directorateId' });
      if (to.ministryId !== from?.ministryId)
        throw new Refused({ code: 'cross-ministry', field: 'directorateId' });
      const detail = { from: incident.directorateId, to: to.id, reason: input.reason };
      incident.directorateId = to.id;
      return this.save(tx, actor, incident, 'incident.transferred', detail);
    });
  }

  private move(
    actor: Actor,
    input: { id: string; expectedVersion: number },
    move: IncidentMove,
    type: IncidentEvent,
    detail: Record<string, unknown>,
    change: (incident: Incident, now: Date) => void,
  ): Promise<Receipt> {
    return this.database.transaction(async (tx) => {
      const incident = await this.load(tx, actor, input.id);
      throwIf(refuseMove(actor, viewOf(incident, this.directory), move, input.expectedVersion));
      incident.state = stateAfter(incident.state, move) ?? incident.state;
      change(incident, await this.clock.recordedNow(tx));
      return this.save(tx, actor, incident, type, detail);
    });
  }

  /** The incident, locked, if the actor may see it; otherwise the same answer as if it did not exist. */
  private async load(tx: EntityManager, actor: Actor, id: string): Promise<Incident> {
    // Within the scope in the same statement: nobody waits for, or locks, a row that is not there for them.
    const incident = await withinScope(tx.createQueryBuilder(Incident, 'i'), 'i', visibleTo(actor))
      .andWhere('i.id = :id', { id })
      .setLock('pessimistic_write')
      .getOne();
    if (incident === null) throw new Refused('not-found');
    return incident;
  }

  private async save(
    tx: EntityManager,
    actor: Actor,
    incident: Incident,
    type: IncidentEvent,
    detail: Record<string, unknown>,
  ): Promise<Receipt> {
    const before = incident.audience;
    incident.version += 1;
    incident.searchNorm = searchTextOf(incident, this.directory);
    const view = viewOf(incident, this.directory);
    incident.audience = audienceOf(view);
    const { id, ...columns } = incident;
    await tx.update(Incident, { id }, columns);
    const { seq } = await this.log.append(tx, {
      type,
      actor: refOf(actor),
      subject: id,
      thread: id,
      version: incident.version,
      audience: incident.audience,
      withdrawnFrom: before.filter((directorate) => !incident.audience.includes(directorate)),
      data: view,
      ...(Object.keys(detail).length === 0 ? {} : { detail }),
    });
    return { id, version: incident.version, seq };
  }
}
