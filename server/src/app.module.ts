import type { DynamicModule } from '@nestjs/common';
import { Module } from '@nestjs/common';
import { EventLogModule } from './event-log/event-log.module.ts';
import { AlertHealthModule } from './features/alert-health/alert-health.module.ts';
import { AlertsModule } from './features/alerts/alerts.module.ts';
import { IncidentsModule } from './features/incidents/incidents.module.ts';
import { RosterModule } from './features/roster/roster.module.ts';
import { OrganisationModule } from './organisation/organisation.module.ts';
import { IdentityModule } from './identity/identity.module.ts';
import { Metrics } from './operations/metrics.ts';
import { OperationsController } from './operations/operations.controller.ts';
import { DatabaseModule } from './platform/database.module.ts';
import type { Settings } from './platform/env.ts';
import { RealtimeModule } from './realtime/realtime.module.ts';
import { TimersModule } from './timers/timers.module.ts';

/** The house: cellar, stairwell, hall, window, and one room for each word. */
@Module({})
export class AppModule {
  static for(settings: Settings, appDatabaseUrl: string): DynamicModule {
    return {
      module: AppModule,
      imports: [
        DatabaseModule.for(settings, appDatabaseUrl),
        EventLogModule,
        IdentityModule,
        RealtimeModule,
        TimersModule,
        OrganisationModule,
        IncidentsModule,
        // Before the alerts: its address would otherwise be taken for the id of one.
        AlertHealthModule,
        AlertsModule,
        RosterModule,
      ],
      controllers: [OperationsController],
      providers: [Metrics],
    };
  }
}
