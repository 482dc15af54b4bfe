import { Injectable } from '@nestjs/common';
import { acknowledgementMs } from '@t1/shared/alerts';
import { alertStateAfter } from '@t1/shared/alert-rules';
import type { AlertMove } from '@t1/shared/alert-rules';
import type { EventType } from '@t1/shared/events';
import type { ActorRef } from '@t1/shared/roles';
import type { EntityManager } from 'typeorm';
import { EventLog } from '../../event-log/event-log.ts';
import { Timers } from '../../timers/timers.ts';
import { Alert, viewOf } from './alert.entity.ts';

/** The kinds of timers an alert can have; at most one runs at a time, because an alert is in one state. */
export const alertTimers = {
  escalate: 'alert.escalate',
  lapse: 'alert.lapse',
  unshelve: 'alert.unshelve',
} as const;

type AlertEventType = Exclude<Extract<EventType, `alert.${string}`>, 'alert.withdrawn'>;

interface Entry {
  readonly type: AlertEventType;
  readonly actor: ActorRef;
  /** Who saw the alert before, when that changes. */
  readonly audienceBefore?: readonly string[];
  readonly detail?: Record<string, unknown>;
  /** How long it stays on the shelf, when that is where it goes. */
  readonly shelfMs?: number;
}

/** Writes down what became of an alert: its row, its next timer and its event, in the transaction of the change. */
@Injectable()
export class AlertLedger {
  private readonly log: EventLog;
  private readonly timers: Timers;

  constructor(log: EventLog, timers: Timers) {
    this.log = log;
    this.timers = timers;
  }

  /** Moves the alert to the state its rule says; the caller has asked the rule whether it may. */
  move(alert: Alert, move: AlertMove): void {
    const next = alertStateAfter(alert.state, move);
    if (next === undefined) throw new Error(`An alert that is ${alert.state} cannot ${move}.`);
    alert.state = next;
    if (next !== 'acknowledged' && next !== 'closed') {
      alert.acknowledgedBy = null;
      alert.acknowledgedAt = null;
      alert.intent = null;
    }
    if (next !== 'shelved') {
      alert.shelvedBy = null;
      alert.shelfReason = null;
    }
  }

  /** Stores a new alert and starts its climb. */
  async raise(tx: EntityManager, alert: Alert, entry: Entry): Promise<number> {
    await tx.insert(Alert, alert);
    return this.record(tx, alert, entry);
  }

  /** Stores the change as the next version and answers the number of its event. */
  async change(tx: EntityManager, alert: Alert, entry: Entry): Promise<number> {
    alert.version += 1;
    return this.record(tx, alert, entry);
  }

  /** Whether somebody acted on the incident since it was reported or reopened: then no acknowledgement lapses. */
  async promiseKept(tx: EntityManager, { incidentId }: Alert): Promise<boolean> {
    if (incidentId === null) return false;
    const last = await this.log.newestOf(['incident.acted-on', 'incident.reopened'], incidentId, tx);
    return last === 'incident.acted-on';
  }

  private async record(tx: EntityManager, alert: Alert, entry: Entry): Promise<number> {
    await this.setTimer(tx, alert, entry);
    const { id, ...columns } = alert;
    await tx.update(Alert, { id }, columns);
    const before = entry.audienceBefore ?? [];
    const { seq } = await this.log.append(tx, {
      type: entry.type,
      actor: entry.actor,
      subject: id,
      thread: alert.incidentId,
      version: alert.version,
      audience: alert.audience,
      withdrawnFrom: before.filter((directorate) => !alert.audience.includes(directorate)),
      data: viewOf(alert),
      ...(entry.detail === undefined ? {} : { detail: entry.detail }),
    });
    return seq;
  }

  /** The state decides what the alert waits for next. */
  private async setTimer(tx: EntityManager, alert: Alert, entry: Entry): Promise<void> {
    // A change that leaves the alert where it stands, like another severity, does not start its clock anew.
    if (entry.type === 'alert.redirected' && alert.dueAt !== null) return;
    const wanted = await this.timerOf(tx, alert, entry);
    const others = Object.values(alertTimers).filter((kind) => kind !== wanted?.kind);
    await this.timers.cancel(tx, alert.id, others);
    if (wanted === undefined) {
      alert.dueAt = null;
      return;
    }
    alert.dueAt = await this.timers.set(tx, wanted.kind, alert.id, wanted.afterMs);
  }

  private async timerOf(
    tx: EntityManager,
    alert: Alert,
    entry: Entry,
  ): Promise<{ kind: string; afterMs: number } | undefined> {
    switch (alert.state) {
      case 'unacknowledged': {
        const step = alert.policy[alert.step];
        return step === undefined
          ? undefined
          : { kind: alertTimers.escalate, afterMs: step.afterSeconds * 1_000 };
      }
      case 'acknowledged':
        return (await this.promiseKept(tx, alert))
          ? undefined
          : { kind: alertTimers.lapse, afterMs: acknowledgementMs };
      case 'shelved':
        return { kind: alertTimers.unshelve, afterMs: entry.shelfMs ?? 0 };
      case 'cleared-unacknowledged':
      case 'suppressed':
      case 'closed':
        return undefined;
    }
  }
}
