import { Controller } from '@nestjs/common';
import type { AlertHealth } from '@t1/shared/alert-health';
import { readAlertHealth } from '@t1/shared/alert-health';
import type { InputOf } from '@t1/shared/endpoint';
import { visibleTo } from '@t1/shared/jurisdiction';
import type { Actor } from '@t1/shared/roles';
import { CurrentActor, Door, Input } from '../../identity/door.decorator.ts';
import { AlertHealthQuery } from './alert-health.query.ts';

@Controller()
export class AlertHealthController {
  private readonly query: AlertHealthQuery;

  constructor(query: AlertHealthQuery) {
    this.query = query;
  }

  @Door(readAlertHealth)
  read(@CurrentActor() actor: Actor, @Input() input: InputOf<typeof readAlertHealth>): Promise<AlertHealth> {
    return this.query.read(visibleTo(actor), input);
  }
}
