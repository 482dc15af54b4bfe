import { Injectable } from '@nestjs/common';
import { systemActor } from '@t1/shared/roles';
import type { EntityManager } from 'typeorm';
import type { TimerKind } from '../../timers/timers.ts';
import { Alert } from './alert.entity.ts';
import { AlertLedger, alertTimers } from './alert-ledger.ts';

/** The alert, locked, unless a command holds it at this moment: then the engine comes back in a quarter second. */
async function lockAlert(tx: EntityManager, id: string): Promise<Alert | 'busy' | 'gone'> {
  const alert = await tx.findOne(Alert, {
    where: { id },
    lock: { mode: 'pessimistic_write', onLocked: 'skip_locked' },
  });
  if (alert !== null) return alert;
  return (await tx.existsBy(Alert, { id })) ? 'busy' : 'gone';
}

/** Nobody took the alert in time: it speaks to the next step as well. */
@Injectable()
export class ClimbStep implements TimerKind<Alert> {
  readonly kind = alertTimers.escalate;
  private readonly ledger: AlertLedger;

  constructor(ledger: AlertLedger) {
    this.ledger = ledger;
  }

  lock(tx: EntityManager, id: string): Promise<Alert | 'busy' | 'gone'> {
    return lockAlert(tx, id);
  }

  async fire(tx: EntityManager, alert: Alert): Promise<void> {
    if (alert.state !== 'unacknowledged' || alert.step >= alert.policy.length) return;
    alert.step += 1;
    const detail = { step: alert.step };
    await this.ledger.change(tx, alert, { type: 'alert.escalated', actor: systemActor, detail });
  }
}

/** The word given with the acknowledgement was not kept: the alert stands again. */
@Injectable()
export class LapseAcknowledgement implements TimerKind<Alert> {
  readonly kind = alertTimers.lapse;
  private readonly ledger: AlertLedger;

  constructor(ledger: AlertLedger) {
    this.ledger = ledger;
  }

  lock(tx: EntityManager, id: string): Promise<Alert | 'busy' | 'gone'> {
    return lockAlert(tx, id);
  }

  async fire(tx: EntityManager, alert: Alert): Promise<void> {
    // An action may have been recorded a moment ago and not have reached the alert yet.
    if (alert.state !== 'acknowledged' || (await this.ledger.promiseKept(tx, alert))) return;
    const detail = { acknowledgedBy: alert.acknowledgedBy };
    this.ledger.move(alert, 'lapse');
    await this.ledger.change(tx, alert, { type: 'alert.acknowledgement-lapsed', actor: systemActor, detail });
  }
}

/** The time on the shelf is over. */
@Injectable()
export class LeaveShelf implements TimerKind<Alert> {
  readonly kind = alertTimers.unshelve;
  private readonly ledger: AlertLedger;

  constructor(ledger: AlertLedger) {
    this.ledger = ledger;
  }

  lock(tx: EntityManager, id: string): Promise<Alert | 'busy' | 'gone'> {
    return lockAlert(tx, id);
  }

  async fire(tx: EntityManager, alert: Alert): Promise<void> {
    if (alert.state !== 'shelved') return;
    this.ledger.move(alert, 'unshelve');
    await this.ledger.change(tx, alert, { type: 'alert.unshelved', actor: systemActor });
  }
}
