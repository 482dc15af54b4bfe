import { Module } from '@nestjs/common';
import { AlertHealthController } from './alert-health.controller.ts';
import { AlertHealthQuery } from './alert-health.query.ts';

/** How the alerts bear on those who answer them: reads alerts and log, writes nothing. */
@Module({ controllers: [AlertHealthController], providers: [AlertHealthQuery] })
export class AlertHealthModule {}
