import { Injectable } from '@nestjs/common';
import type {
  acknowledgeAlert,
  escalateAlert,
  shelveAlert,
  undoAcknowledgement,
  unshelveAlert,
} from '@t1/shared/alert-doors';
import {
  refuseAcknowledge,
  refuseEscalate,
  refuseShelve,
  refuseUndo,
  refuseUnshelve,
} from '@t1/shared/alert-rules';
import type { InputOf, OutputOf } from '@t1/shared/endpoint';
import { visibleTo } from '@t1/shared/jurisdiction';
import type { Actor } from '@t1/shared/roles';
import { refOf } from '@t1/shared/roles';
import type { EntityManager } from 'typeorm';
import { DataSource } from 'typeorm';
import { withinScope } from '../../identity/scope-clause.ts';
import { Clock } from '../../platform/clock.ts';
import { Refused, throwIf } from '../../platform/refused.ts';
import { Alert, viewOf } from './alert.entity.ts';
import { AlertLedger } from './alert-ledger.ts';

type Receipt = Promise<OutputOf<typeof acknowledgeAlert>>;

/**
 * What a person does with an alert. The row lock lets one of several through; the others are told who is first
 * by the state they find.
 */
@Injectable()
export class AlertsService {
  private readonly database: DataSource;
  private readonly ledger: AlertLedger;
  private readonly clock: Clock;

  constructor(database: DataSource, ledger: AlertLedger, clock: Clock) {
    this.database = database;
    this.ledger = ledger;
    this.clock = clock;
  }

  acknowledge(actor: Actor, input: InputOf<typeof acknowledgeAlert>): Receipt {
    return this.database.transaction(async (tx) => {
      const alert = await this.load(tx, actor, input.id);
      throwIf(refuseAcknowledge(actor, alert, input.expectedVersion));
      this.ledger.move(alert, 'acknowledge');
      alert.acknowledgedBy = refOf(actor);
      alert.acknowledgedAt = await this.clock.recordedNow(tx);
      alert.intent = input.intent;
      const type = alert.state === 'closed' ? ('alert.closed' as const) : ('alert.acknowledged' as const);
      const entry = { type, actor: refOf(actor), detail: { intent: input.intent } };
      return this.receipt(alert, await this.ledger.change(tx, alert, entry));
    });
  }

  undo(actor: Actor, input: InputOf<typeof undoAcknowledgement>): Receipt {
    return this.database.transaction(async (tx) => {
      const alert = await this.load(tx, actor, input.id);
      const now = await this.clock.recordedNow(tx);
      throwIf(refuseUndo(actor, viewOf(alert), input.expectedVersion, now));
      this.ledger.move(alert, 'undo');
      const entry = { type: 'alert.acknowledgement-undone', actor: refOf(actor) } as const;
      return this.receipt(alert, await this.ledger.change(tx, alert, entry));
    });
  }

  escalate(actor: Actor, input: InputOf<typeof escalateAlert>): Receipt {
    return this.database.transaction(async (tx) => {
      const alert = await this.load(tx, actor, input.id);
      throwIf(refuseEscalate(actor, viewOf(alert), input.expectedVersion));
      alert.step += 1;
      const detail = {
        step: alert.step,
        byHand: true,
        ...(input.reason === undefined ? {} : { reason: input.reason }),
      };
      const entry = { type: 'alert.escalated', actor: refOf(actor), detail } as const;
      return this.receipt(alert, await this.ledger.change(tx, alert, entry));
    });
  }

  shelve(actor: Actor, input: InputOf<typeof shelveAlert>): Receipt {
    return this.database.transaction(async (tx) => {
      const alert = await this.load(tx, actor, input.id);
      throwIf(refuseShelve(actor, alert, input.expectedVersion, input.minutes));
      this.ledger.move(alert, 'shelve');
      alert.shelvedBy = refOf(actor);
      alert.shelfReason = input.reason;
      const shelfMs = input.minutes * 60_000;
      const detail = { minutes: input.minutes, reason: input.reason };
      const entry = { type: 'alert.shelved', actor: refOf(actor), shelfMs, detail } as const;
      return this.receipt(alert, await this.ledger.change(tx, alert, entry));
    });
  }

  unshelve(actor: Actor, input: InputOf<typeof unshelveAlert>): Receipt {
    return this.database.transaction(async (tx) => {
      const alert = await this.load(tx, actor, input.id);
      throwIf(refuseUnshelve(actor, alert, input.expectedVersion));
      this.ledger.move(alert, 'unshelve');
      const entry = { type: 'alert.unshelved', actor: refOf(actor) } as const;
      return this.receipt(alert, await this.ledger.change(tx, alert, entry));
    });
  }

  /** The alert, locked, if the actor may see it; otherwise the same answer as if it did not exist. */
  private async load(tx: EntityManager, actor: Actor, id: string): Promise<Alert> {
    const alert = await withinScope(tx.createQueryBuilder(Alert, 'a'), 'a', visibleTo(actor))
      .andWhere('a.id = :id', { id })
      .setLock('pessimistic_write')
      .getOne();
    if (alert === null) throw new Refused('not-found');
    return alert;
  }

  private receipt({ id, state, version }: Alert, seq: number): OutputOf<typeof acknowledgeAlert> {
    return { id, state, version, seq };
  }
}
