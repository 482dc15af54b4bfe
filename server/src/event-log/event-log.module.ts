import { Global, Module } from '@nestjs/common';
import { EventLog } from './event-log.ts';
import { EventPump } from './event-pump.ts';
import { Reactions } from './reactions.ts';

/** The stairwell: everything that happens goes through the log, and everybody who wants to know reads it. */
@Global()
@Module({ providers: [EventLog, EventPump, Reactions], exports: [EventLog, EventPump, Reactions] })
export class EventLogModule {}
