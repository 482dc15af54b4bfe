import { Injectable } from '@nestjs/common';
import { raisesAlert } from '@t1/shared/alert-rules';
import type { EventOf } from '@t1/shared/events';
import { audienceOf } from '@t1/shared/incidents';
import { systemActor } from '@t1/shared/roles';
import type { EntityManager } from 'typeorm';
import { Not } from 'typeorm';
import { v7 as uuidv7 } from 'uuid';
import type { Reaction } from '../../event-log/reactions.ts';
import { Clock } from '../../platform/clock.ts';
import { Timers } from '../../timers/timers.ts';
import { Alert } from './alert.entity.ts';
import { AlertLedger, alertTimers } from './alert-ledger.ts';
import { Policies } from './policies.ts';

const followed = [
  'incident.reported',
  'incident.amended',
  'incident.transferred',
  'incident.acted-on',
  'incident.closed',
  'incident.reopened',
] as const;
type Followed = (typeof followed)[number];

/**
 * Which event of an incident does what to its alert: a grave incident raises one, a new owner gets it anew, an
 * action keeps the promise of its acknowledgement, closing the incident closes it. Alerts know of incidents
 * only what the log says.
 */
@Injectable()
export class FollowIncidents implements Reaction<Followed> {
  readonly name = 'alerts-follow-incidents';
  readonly on = followed;
  private readonly ledger: AlertLedger;
  private readonly policies: Policies;
  private readonly timers: Timers;
  private readonly clock: Clock;

  constructor(ledger: AlertLedger, policies: Policies, timers: Timers, clock: Clock) {
    this.ledger = ledger;
    this.policies = policies;
    this.timers = timers;
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
    if (alert === null) {
      const ends = event.type === 'incident.closed' || event.type === 'incident.acted-on';
      if (!ends && raisesAlert(event.data.severity)) await this.raise(tx, event);
      return;
    }
    if (event.type === 'incident.closed') {
      await this.close(tx, alert, event);
      return;
    }
    if (event.type === 'incident.acted-on') {
      // The word was kept: nothing is waited for any more until the incident closes.
      await this.timers.cancel(tx, alert.id, [alertTimers.lapse]);
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
      policy: await this.policies.stepsFor(tx, incident.directorateId, incident.severity),
      dueAt: null,
      acknowledgedBy: null,
      acknowledgedAt: null,
      intent: null,
      shelvedBy: null,
      shelfReason: null,
      exercise: incident.exercise,
    });
    await this.ledger.raise(tx, alert, { type: 'alert.raised', actor: systemActor });
  }

  /**
   * A new owner has acknowledged nothing yet and gets the climb anew. Another severity leaves all that standing;
   * only what grew graver does not stay on the shelf.
   */
  private async redirect(
    tx: EntityManager,
    alert: Alert,
    event: EventOf<Followed>,
    moved: boolean,
  ): Promise<void> {
    const audienceBefore = alert.audience;
    const unshelved = !moved && alert.state === 'shelved' && event.data.severity < alert.severity;
    alert.directorateId = event.data.directorateId;
    alert.severity = event.data.severity;
    alert.audience = audienceOf(event.data);
    if (moved) {
      this.ledger.move(alert, 'redirect');
      alert.step = 0;
      alert.dueAt = null;
      alert.policy = await this.policies.stepsFor(tx, alert.directorateId, alert.severity);
    }
    if (unshelved) {
      this.ledger.move(alert, 'unshelve');
      alert.dueAt = null;
    }
    await this.ledger.change(tx, alert, { type: 'alert.redirected', actor: systemActor, audienceBefore });
  }

  private async close(tx: EntityManager, alert: Alert, event: EventOf<Followed>): Promise<void> {
    const audienceBefore = alert.audience;
    this.ledger.move(alert, 'close');
    alert.audience = audienceOf(event.data);
    await this.ledger.change(tx, alert, { type: 'alert.closed', actor: systemActor, audienceBefore });
  }
}
