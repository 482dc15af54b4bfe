import { Injectable, Logger } from '@nestjs/common';
import type { Scope } from '@t1/shared/jurisdiction';
import { EventLog } from '../event-log/event-log.ts';
import { EventPump } from '../event-log/event-pump.ts';
import type { LoggedEvent } from '../event-log/logged-event.ts';
import { Clock } from '../platform/clock.ts';
import { batchPacket, resetPacket, stretchFor, textFrame } from './frames.ts';
import type { LiveSocket } from './live-socket.ts';

/** Screens that see the same and stand at the same position. */
interface Room {
  readonly scope: Scope;
  readonly live: Set<LiveSocket>;
  seq: number;
  chain: string;
}

const sliceEvents = 500;
const lagLimitEvents = 50_000;
const lagLimitMs = 60_000;

/**
 * The live path and the path of those who lag. All live screens of an audience stand at one position and
 * receive one shared frame; a screen that reads too slowly is served alone, slice by slice, until it is at
 * the head again. A screen that cannot catch up is sent back to the snapshot.
 */
@Injectable()
export class LiveRooms {
  private readonly pump: EventPump;
  private readonly log: EventLog;
  private readonly clock: Clock;
  private readonly logger = new Logger('LiveRooms');
  private readonly rooms = new Map<string, Room>();
  private readonly lagging = new Set<LiveSocket>();

  constructor(pump: EventPump, log: EventLog, clock: Clock) {
    this.pump = pump;
    this.log = log;
    this.clock = clock;
  }

  /** Screens on the live path and behind it. */
  get counts(): { live: number; lagging: number } {
    let live = 0;
    for (const room of this.rooms.values()) live += room.live.size;
    return { live, lagging: this.lagging.size };
  }

  /** Takes a screen in at its position and brings it to the head. */
  admit(screen: LiveSocket): void {
    screen.laggingSinceMs = this.clock.elapsedMs();
    this.lagging.add(screen);
    void this.serve(screen);
  }

  leave(screen: LiveSocket): void {
    this.lagging.delete(screen);
    const { audience } = screen.socket.data;
    const room = this.rooms.get(audience);
    room?.live.delete(screen);
    if (room?.live.size === 0) this.rooms.delete(audience);
  }

  /** Sends a run of new events: one frame for each audience that may see any of them. */
  publish(run: readonly LoggedEvent[]): void {
    for (const [audience, room] of this.rooms) {
      if (room.live.size === 0) {
        this.rooms.delete(audience);
        continue;
      }
      const stretch = stretchFor(room.scope, this.pump.epoch, room.seq, run, room.chain);
      // A run that the room may not see moves it on with the next head, not with a frame of its own.
      if (stretch.events.length > 0) this.send(room, batchPacket(stretch));
    }
  }

  /** Moves rooms on over events they may not see, so that no screen keeps an old position. */
  settle(): void {
    for (const room of this.rooms.values()) this.bringToHead(room);
  }

  /** Serves everybody who lags; called a few times a second. */
  serveLagging(): void {
    for (const screen of this.lagging) void this.serve(screen);
  }

  private bringToHead(room: Room): void {
    const { ring } = this.pump;
    if (room.seq === ring.seq) return;
    const run = ring.after(room.seq, ring.seq - room.seq);
    this.send(room, batchPacket(stretchFor(room.scope, this.pump.epoch, room.seq, run, room.chain)));
  }

  private send(room: Room, packet: string): void {
    const frame = textFrame(packet);
    for (const screen of room.live) {
      if (screen.slow) {
        // It has not been sent this frame: it goes on from where the room stood before.
        room.live.delete(screen);
        screen.seq = room.seq;
        screen.laggingSinceMs = this.clock.elapsedMs();
        this.lagging.add(screen);
      } else screen.write(packet, frame);
    }
    room.seq = this.pump.ring.seq;
    room.chain = this.pump.ring.chain;
  }

  private async serve(screen: LiveSocket): Promise<void> {
    if (screen.busy) return;
    screen.busy = true;
    try {
      while (this.lagging.has(screen)) {
        if (this.isLost(screen)) {
          this.reset(screen, 'too-old');
          return;
        }
        if (!screen.calm || !(await this.slice(screen))) return;
      }
    } catch (error) {
      // The database is away: the screen keeps its place and is served again in a moment.
      this.logger.warn(`A screen that lags could not be served: ${String(error)}`);
    } finally {
      screen.busy = false;
    }
  }

  /** Sends one slice and answers whether the screen still lags. */
  private async slice(screen: LiveSocket): Promise<boolean> {
    const { ring } = this.pump;
    const { scope } = screen.socket.data;
    // Its snapshot or its last slice was read before this process read the same events: it waits for them.
    if (screen.seq > ring.seq) return false;
    const inMemory = ring.reaches(screen.seq);
    const run = inMemory
      ? ring.after(screen.seq, sliceEvents)
      : await this.log.after(screen.seq, sliceEvents);
    if (!this.lagging.has(screen)) return false;
    const chain = ring.chainAt(screen.seq) ?? ring.chain;
    const stretch = stretchFor(scope, this.pump.epoch, screen.seq, run, chain);
    const packet = batchPacket(stretch);
    screen.write(packet, textFrame(packet));
    screen.seq = stretch.to;
    if (!inMemory || screen.seq !== ring.seq) return true;
    this.join(screen);
    return false;
  }

  /** From here on the screen is live. Nothing is awaited between its last slice and this. */
  private join(screen: LiveSocket): void {
    this.lagging.delete(screen);
    screen.laggingSinceMs = undefined;
    const { audience, scope } = screen.socket.data;
    let room = this.rooms.get(audience);
    if (room === undefined) {
      room = { scope, live: new Set(), seq: screen.seq, chain: this.pump.ring.chain };
      this.rooms.set(audience, room);
    }
    this.bringToHead(room);
    room.live.add(screen);
  }

  private isLost(screen: LiveSocket): boolean {
    const since = screen.laggingSinceMs ?? this.clock.elapsedMs();
    return this.pump.ring.seq - screen.seq > lagLimitEvents || this.clock.elapsedMs() - since > lagLimitMs;
  }

  private reset(screen: LiveSocket, reason: 'too-old'): void {
    this.leave(screen);
    const packet = resetPacket(reason);
    screen.write(packet, textFrame(packet));
    screen.socket.disconnect(true);
  }
}
