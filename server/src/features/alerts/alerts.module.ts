import { Module } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Reactions } from '../../event-log/reactions.ts';
import { Snapshot } from '../../realtime/snapshot.ts';
import { Alert } from './alert.entity.ts';
import { AlertsController } from './alerts.controller.ts';
import { AlertsService } from './alerts.service.ts';
import { FollowIncidents } from './follow-incidents.ts';

/** Alerts: the promise that somebody will act. Escalation, shelving and rosters come into this room. */
@Module({
  imports: [TypeOrmModule.forFeature([Alert])],
  controllers: [AlertsController],
  providers: [AlertsService, FollowIncidents],
})
export class AlertsModule implements OnModuleInit {
  private readonly snapshot: Snapshot;
  private readonly reactions: Reactions;
  private readonly alerts: AlertsService;
  private readonly followIncidents: FollowIncidents;

  constructor(
    snapshot: Snapshot,
    reactions: Reactions,
    alerts: AlertsService,
    followIncidents: FollowIncidents,
  ) {
    this.snapshot = snapshot;
    this.reactions = reactions;
    this.alerts = alerts;
    this.followIncidents = followIncidents;
  }

  onModuleInit(): void {
    this.snapshot.register('alerts', (tx, scope) => this.alerts.open(tx, scope));
    this.reactions.register(this.followIncidents);
  }
}
