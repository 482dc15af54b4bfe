import { Global, Module } from '@nestjs/common';
import { Timers } from './timers.ts';
import { Watchdog } from './watchdog.ts';

/** Deadlines as rows, and who watches that they are kept. */
@Global()
@Module({ providers: [Timers, Watchdog], exports: [Timers, Watchdog] })
export class TimersModule {}
