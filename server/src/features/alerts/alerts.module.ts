import { Module } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Reactions } from '../../event-log/reactions.ts';
import { Snapshot } from '../../realtime/snapshot.ts';
import { Timers } from '../../timers/timers.ts';
import { Alert } from './alert.entity.ts';
import { AlertLedger } from './alert-ledger.ts';
import { AlertsController } from './alerts.controller.ts';
import { AlertsQuery } from './alerts.query.ts';
import { AlertsService } from './alerts.service.ts';
import { ClimbStep, LapseAcknowledgement, LeaveShelf } from './climb.ts';
import { FollowIncidents } from './follow-incidents.ts';
import { Policies } from './policies.ts';

/** Alerts: the promise that somebody will act. */
@Module({
  imports: [TypeOrmModule.forFeature([Alert])],
  controllers: [AlertsController],
  providers: [
    AlertsService,
    AlertsQuery,
    AlertLedger,
    Policies,
    FollowIncidents,
    ClimbStep,
    LapseAcknowledgement,
    LeaveShelf,
  ],
})
export class AlertsModule implements OnModuleInit {
  private readonly snapshot: Snapshot;
  private readonly reactions: Reactions;
  private readonly timers: Timers;
  private readonly query: AlertsQuery;
  private readonly followIncidents: FollowIncidents;
  private readonly kinds: readonly [ClimbStep, LapseAcknowledgement, LeaveShelf];

  constructor(
    snapshot: Snapshot,
    reactions: Reactions,
    timers: Timers,
    query: AlertsQuery,
    followIncidents: FollowIncidents,
    climb: ClimbStep,
    lapse: LapseAcknowledgement,
    leaveShelf: LeaveShelf,
  ) {
    this.snapshot = snapshot;
    this.reactions = reactions;
    this.timers = timers;
    this.query = query;
    this.followIncidents = followIncidents;
    this.kinds = [climb, lapse, leaveShelf];
  }

  onModuleInit(): void {
    this.snapshot.register('alerts', (tx, scope) => this.query.open(tx, scope));
    this.reactions.register(this.followIncidents);
    for (const kind of this.kinds) this.timers.register(kind);
  }
}
