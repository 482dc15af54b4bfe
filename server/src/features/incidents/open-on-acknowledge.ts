import { Injectable } from '@nestjs/common';
import type { EventOf } from '@t1/shared/events';
import { stateAfter } from '@t1/shared/incidents';
import type { EntityManager } from 'typeorm';
import { EventLog } from '../../event-log/event-log.ts';
import type { Reaction } from '../../event-log/reactions.ts';
import { Directory } from '../../organisation/directory.ts';
import { Incident } from './incident.entity.ts';
import { viewOf } from './incident-view.ts';

/** Whoever acknowledges the alert of a reported incident has taken the incident up. */
@Injectable()
export class OpenOnAcknowledge implements Reaction<'alert.acknowledged'> {
  readonly name = 'open-on-acknowledge';
  readonly on = ['alert.acknowledged'] as const;
  private readonly log: EventLog;
  private readonly directory: Directory;

  constructor(log: EventLog, directory: Directory) {
    this.log = log;
    this.directory = directory;
  }

  async react(tx: EntityManager, event: EventOf<'alert.acknowledged'>): Promise<void> {
    const id = event.data.incidentId;
    if (id === undefined) return;
    const incident = await tx.findOne(Incident, { where: { id }, lock: { mode: 'pessimistic_write' } });
    const next = incident === null ? undefined : stateAfter(incident.state, 'open');
    if (incident === null || next === undefined) return;
    incident.state = next;
    incident.version += 1;
    incident.openedAt = new Date(event.at);
    incident.openedBy = event.actor;
    const { state, version, openedAt, openedBy } = incident;
    await tx.update(Incident, { id }, { state, version, openedAt, openedBy });
    await this.log.append(tx, {
      type: 'incident.opened',
      actor: event.actor,
      subject: id,
      thread: id,
      version,
      audience: incident.audience,
      data: viewOf(incident, this.directory),
    });
  }
}
