import { Global, Module } from '@nestjs/common';
import { Handshake } from './gate/handshake.ts';
import { ScreenCount } from './gate/screen-count.ts';
import { LiveRooms } from './live-rooms.ts';
import { RealtimeController } from './realtime.controller.ts';
import { RealtimeGateway } from './realtime.gateway.ts';
import { Snapshot } from './snapshot.ts';

/** The window between the log and the screens. */
@Global()
@Module({
  controllers: [RealtimeController],
  providers: [RealtimeGateway, Handshake, ScreenCount, LiveRooms, Snapshot],
  exports: [Snapshot, LiveRooms],
})
export class RealtimeModule {}
