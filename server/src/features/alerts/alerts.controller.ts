import { Controller } from '@nestjs/common';
import {
  acknowledgeAlert,
  escalateAlert,
  listAlerts,
  listEscalationPolicies,
  shelveAlert,
  undoAcknowledgement,
  unshelveAlert,
} from '@t1/shared/alert-doors';
import type { InputOf, OutputOf } from '@t1/shared/endpoint';
import { visibleTo } from '@t1/shared/jurisdiction';
import type { Actor } from '@t1/shared/roles';
import { CurrentActor, Door, Input } from '../../identity/door.decorator.ts';
import { AlertsQuery } from './alerts.query.ts';
import { AlertsService } from './alerts.service.ts';
import { Policies } from './policies.ts';

type Receipt = Promise<OutputOf<typeof acknowledgeAlert>>;

@Controller()
export class AlertsController {
  private readonly alerts: AlertsService;
  private readonly query: AlertsQuery;
  private readonly policies: Policies;

  constructor(alerts: AlertsService, query: AlertsQuery, policies: Policies) {
    this.alerts = alerts;
    this.query = query;
    this.policies = policies;
  }

  @Door(listAlerts)
  list(
    @CurrentActor() actor: Actor,
    @Input() input: InputOf<typeof listAlerts>,
  ): Promise<OutputOf<typeof listAlerts>> {
    return this.query.list(visibleTo(actor), input);
  }

  @Door(acknowledgeAlert)
  acknowledge(@CurrentActor() actor: Actor, @Input() input: InputOf<typeof acknowledgeAlert>): Receipt {
    return this.alerts.acknowledge(actor, input);
  }

  @Door(undoAcknowledgement)
  undo(@CurrentActor() actor: Actor, @Input() input: InputOf<typeof undoAcknowledgement>): Receipt {
    return this.alerts.undo(actor, input);
  }

  @Door(escalateAlert)
  escalate(@CurrentActor() actor: Actor, @Input() input: InputOf<typeof escalateAlert>): Receipt {
    return this.alerts.escalate(actor, input);
  }

  @Door(shelveAlert)
  shelve(@CurrentActor() actor: Actor, @Input() input: InputOf<typeof shelveAlert>): Receipt {
    return this.alerts.shelve(actor, input);
  }

  @Door(unshelveAlert)
  unshelve(@CurrentActor() actor: Actor, @Input() input: InputOf<typeof unshelveAlert>): Receipt {
    return this.alerts.unshelve(actor, input);
  }

  @Door(listEscalationPolicies)
  async listPolicies(): Promise<OutputOf<typeof listEscalationPolicies>> {
    return { items: await this.policies.list() };
  }
}
