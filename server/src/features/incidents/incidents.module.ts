import { Module } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Reactions } from '../../event-log/reactions.ts';
import { Snapshot } from '../../realtime/snapshot.ts';
import { OrganisationModule } from '../../organisation/organisation.module.ts';
import { Catalogue } from './catalogue.ts';
import { Incident } from './incident.entity.ts';
import { IncidentsController } from './incidents.controller.ts';
import { IncidentsQuery } from './incidents.query.ts';
import { IncidentsService } from './incidents.service.ts';
import { OpenOnAcknowledge } from './open-on-acknowledge.ts';
import { PlacementRule } from './placement.ts';
import { ReportIncident } from './report-incident.ts';

/** Incidents: from a directorate's report to its closing, with everything that happened in between. */
@Module({
  imports: [TypeOrmModule.forFeature([Incident]), OrganisationModule],
  controllers: [IncidentsController],
  providers: [ReportIncident, IncidentsService, IncidentsQuery, Catalogue, PlacementRule, OpenOnAcknowledge],
})
export class IncidentsModule implements OnModuleInit {
  private readonly snapshot: Snapshot;
  private readonly reactions: Reactions;
  private readonly query: IncidentsQuery;
  private readonly openOnAcknowledge: OpenOnAcknowledge;

  constructor(
    snapshot: Snapshot,
    reactions: Reactions,
    query: IncidentsQuery,
    openOnAcknowledge: OpenOnAcknowledge,
  ) {
    this.snapshot = snapshot;
    this.reactions = reactions;
    this.query = query;
    this.openOnAcknowledge = openOnAcknowledge;
  }

  onModuleInit(): void {
    this.snapshot.register('incidents', (tx, scope) => this.query.open(tx, scope));
    this.reactions.register(this.openOnAcknowledge);
  }
}
