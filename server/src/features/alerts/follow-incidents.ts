import { Injectable } from '@nestjs/common';
import { raisesAlert } from '@t1/shared/alerts';
import type { EventOf } from '@t1/shared/events';
import { audienceOf } from '@t1/shared/incidents';
import { systemActor } from '@t1/shared/roles';
import type { EntityManager } from 'typeorm';
import { Not } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import { EventLog } from '../../event-log/event-log.ts';
import type { Reaction } from '../../event-log/reactions.ts';
import { Clock } from '../../platform/clock.ts';
import { Alert, viewOf } from './alert.entity.ts';

const followed = [
  'incident.reported',
  'incident.amended',
  'incident.transferred',
  'incident.closed',
  'incident.reopened',
] as const;
type Followed = (typeof followed)[number];

/**
 * Which event of an incident does what to its alert: a grave incident raises one, a new owner gets it anew,
 * closing the incident closes it. Alerts know of incidents only what the log says.
 */
@Injectable()
export class FollowIncidents implements Reaction<Followed> {
  readonly name = 'alerts-follow-incidents';
  readonly on = followed;
  private readonly log: EventLog;
  private readonly clock: Clock;

  constructor(log: EventLog, clock: Clock) {
    this.log = log;
    this.clock = clock;
  }

  /** A new incident has no alert yet, and only a grave one gets one. */
  concerns(event: EventOf<Followed>): boolean {
    return event.type !== 'incident.reported' || raisesAlert(event.data.severity);
  }

  async react(tx: EntityManager, event: EventOf<Followed>): Promise<void> {
    const alert = await tx.findOne(Alert, {
      where: { incidentId: event.subject, state: Not('closed') },
      lock: { mode: 'pessimistic_write' },
    });
    if (event.type === 'incident.closed') {
      if (alert !== null) await this.close(tx, alert, event);
      return;
    }
    if (alert === null) {
      if (raisesAlert(event.data.severity)) await this.raise(tx, event);
      return;
    }
    const moved = alert.directorateId !== event.data.directorateId;
    if (moved || alert.severity !== event.data.severity) await this.redirect(tx, alert, event, moved);
  }

  private async raise(tx: EntityManager, event: EventOf<Followed>): Promise<void> {
    const { data: incident } = event;
    const alert = tx.create(Alert, {
      id: uuidv7(),
      incidentId: incident.id,
      directorateId: incident.directorateId,
      severity: incident.severity,
      state: 'unacknowledged',
      version: 1,
      audience: audienceOf(incident),
      raisedAt: await this.clock.recordedNow(tx),
      step: 0,
      dueAt: null,
      acknowledgedBy: null,
      acknowledgedAt: null,
      exercise: incident.exercise,
    });
    await tx.insert(Alert, alert);
    await this.append(tx, alert, 'alert.raised', alert.audience);
  }

  /** A new owner has acknowledged nothing yet; a changed severity alone leaves the acknowledgement standing. */
  private async redirect(
    tx: EntityManager,
    alert: Alert,
    event: EventOf<Followed>,
    moved: boolean,
  ): Promise<void> {
    const before = alert.audience;
    alert.directorateId = event.data.directorateId;
    alert.severity = event.data.severity;
    alert.audience = audienceOf(event.data);
    if (moved) {
      alert.state = 'unacknowledged';
      alert.acknowledgedBy = null;
      alert.acknowledgedAt = null;
    }
    await this.save(tx, alert);
    await this.append(tx, alert, 'alert.redirected', before);
  }

  private async close(tx: EntityManager, alert: Alert, event: EventOf<Followed>): Promise<void> {
    const before = alert.audience;
    alert.state = 'closed';
    alert.audience = audienceOf(event.data);
    await this.save(tx, alert);
    await this.append(tx, alert, 'alert.closed', before);
  }

  private async save(tx: EntityManager, alert: Alert): Promise<void> {
    alert.version += 1;
    const { id, ...columns } = alert;
    await tx.update(Alert, { id }, columns);
  }

  private async append(
    tx: EntityManager,
    alert: Alert,
    type: 'alert.raised' | 'alert.redirected' | 'alert.closed',
    before: readonly string[],
  ): Promise<void> {
    await this.log.append(tx, {
      type,
      actor: systemActor,
      subject: alert.id,
      thread: alert.incidentId,
      version: alert.version,
      audience: alert.audience,
      withdrawnFrom: before.filter((directorate) => !alert.audience.includes(directorate)),
      data: viewOf(alert),
    });
  }
}
