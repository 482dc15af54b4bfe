import { Controller } from '@nestjs/common';
import { acknowledgeAlert, listAlerts } from '@t1/shared/alerts';
import type { InputOf, OutputOf } from '@t1/shared/endpoint';
import { visibleTo } from '@t1/shared/jurisdiction';
import type { Actor } from '@t1/shared/roles';
import { CurrentActor, Door, Input } from '../../identity/door.decorator.ts';
import { AlertsService } from './alerts.service.ts';

@Controller()
export class AlertsController {
  private readonly alerts: AlertsService;

  constructor(alerts: AlertsService) {
    this.alerts = alerts;
  }

  @Door(listAlerts)
  list(
    @CurrentActor() actor: Actor,
    @Input() input: InputOf<typeof listAlerts>,
  ): Promise<OutputOf<typeof listAlerts>> {
    return this.alerts.list(visibleTo(actor), input);
  }

  @Door(acknowledgeAlert)
  acknowledge(
    @CurrentActor() actor: Actor,
    @Input() input: InputOf<typeof acknowledgeAlert>,
  ): Promise<OutputOf<typeof acknowledgeAlert>> {
    return this.alerts.acknowledge(actor, input);
  }
}
