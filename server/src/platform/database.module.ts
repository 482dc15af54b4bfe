import { Global, Module } from '@nestjs/common';
import type { DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Clock } from './clock.ts';
import type { Settings } from './env.ts';
import { SETTINGS } from './env.ts';

/**
 * Limits of every connection of the running room. A frozen process may hold the head of the log for two
 * seconds at most; everybody else waits three seconds at most; no statement runs longer than five.
 */
const limits = [
  '-c synchronous_commit=on',
  '-c idle_in_transaction_session_timeout=2000',
  '-c lock_timeout=3000',
  '-c statement_timeout=5000',
  '-c timezone=UTC',
].join(' ');

export const APP_DATABASE_URL = Symbol('app database url');

/** The room's own database, its clock and its settings: the cellar everything stands on. */
@Global()
@Module({})
export class DatabaseModule {
  static for(settings: Settings, appUrl: string): DynamicModule {
    const floor = [
      { provide: SETTINGS, useValue: settings },
      { provide: APP_DATABASE_URL, useValue: appUrl },
      Clock,
    ];
    return {
      module: DatabaseModule,
      imports: [
        TypeOrmModule.forRoot({
          type: 'postgres',
          url: appUrl,
          autoLoadEntities: true,
          synchronize: false,
          logging: false,
          retryAttempts: 0,
          extra: {
            options: limits,
            application_name: 't1',
            max: 20,
            connectionTimeoutMillis: 3000,
            keepAlive: true,
          },
        }),
      ],
      providers: floor,
      exports: floor,
    };
  }
}
