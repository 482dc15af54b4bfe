import { Logger } from '@nestjs/common';
import type { OnApplicationBootstrap, OnApplicationShutdown } from '@nestjs/common';
import type { OnGatewayInit } from '@nestjs/websockets';
import { WebSocketGateway, WebSocketServer } from '@nestjs/websockets';
import { audienceKey, visibleTo } from '@t1/shared/jurisdiction';
import type { Reset } from '@t1/shared/socket';
import { headIntervalMs, livePath } from '@t1/shared/socket';
import type { Server } from 'socket.io';
import { EventLog } from '../event-log/event-log.ts';
import { EventPump, anybody } from '../event-log/event-pump.ts';
import { SessionsService } from '../identity/sessions.service.ts';
import { Clock } from '../platform/clock.ts';
import { Watchdog } from '../timers/watchdog.ts';
import { decodeCursor, scopeTag } from './cursor.ts';
import { headPacket, resetPacket, textFrame } from './frames.ts';
import { Handshake } from './gate/handshake.ts';
import { LiveRooms } from './live-rooms.ts';
import type { T1Socket } from './live-socket.ts';
import { LiveSocket } from './live-socket.ts';

const serveLaggingMs = 100;
const recheckSessionsMs = 60_000;

/**
 * The window: who is there, from where they go on, and the beat of every two seconds. It knows no domain
 * word: what an event says is the business of those who wrote and read it.
 */
@WebSocketGateway({ path: livePath })
export class RealtimeGateway implements OnGatewayInit, OnApplicationBootstrap, OnApplicationShutdown {
  @WebSocketServer() private readonly server: Server;
  private readonly handshake: Handshake;
  private readonly rooms: LiveRooms;
  private readonly pump: EventPump;
  private readonly log: EventLog;
  private readonly sessions: SessionsService;
  private readonly clock: Clock;
  private readonly watchdog: Watchdog;
  private readonly logger = new Logger('Realtime');
  private readonly screens = new Map<string, LiveSocket>();
  private timers: NodeJS.Timeout[] = [];

  constructor(
    handshake: Handshake,
    rooms: LiveRooms,
    pump: EventPump,
    log: EventLog,
    sessions: SessionsService,
    clock: Clock,
    watchdog: Watchdog,
  ) {
    this.handshake = handshake;
    this.rooms = rooms;
    this.pump = pump;
    this.log = log;
    this.sessions = sessions;
    this.clock = clock;
    this.watchdog = watchdog;
  }

  afterInit(server: Server): void {
    server.use((socket, next) => {
      this.handshake.admit(socket as T1Socket).then(() => next(), next);
    });
    server.on('connection', (socket) => void this.welcome(socket as T1Socket));
  }

  async onApplicationBootstrap(): Promise<void> {
    await this.pump.start();
    this.pump.onEvents((run) => this.rooms.publish(run));
    this.pump.onAuthority((changed) => {
      if (changed === anybody) void this.recheck();
      else this.revoke(changed);
    });
    this.timers = [
      setInterval(() => this.beat(), headIntervalMs),
      setInterval(() => this.rooms.serveLagging(), serveLaggingMs),
      setInterval(() => void this.recheck(), recheckSessionsMs),
    ];
  }

  onApplicationShutdown(): void {
    for (const timer of this.timers) clearInterval(timer);
    this.server.disconnectSockets(true);
  }

  private async welcome(socket: T1Socket): Promise<void> {
    socket.on('disconnect', () => this.forget(socket.id));
    const start = await this.startOf(socket).catch((error: unknown) => {
      this.logger.warn(`A cursor could not be checked: ${String(error)}`);
      return 'unknown' as const;
    });
    if (!socket.connected) return;
    if (start === 'unknown') {
      // Its cursor may be good: the screen keeps what it shows and comes back with it.
      socket.disconnect(true);
      return;
    }
    if (typeof start === 'string') {
      const packet = resetPacket(start);
      new LiveSocket(socket, 0).write(packet, textFrame(packet));
      // The screen fetches a snapshot and comes back with its cursor; this connection has served.
      socket.disconnect(true);
      return;
    }
    const screen = new LiveSocket(socket, start);
    this.screens.set(socket.id, screen);
    this.rooms.admit(screen);
    const head = headPacket(this.pump.ring.seq, this.clock.now(), this.watchdog.late);
    screen.write(head, textFrame(head));
  }

  /** The position a screen goes on from, or why it cannot. */
  private async startOf(socket: T1Socket): Promise<number | Reset['reason']> {
    const { cursor: text, audience, speaksContract } = socket.data;
    if (!speaksContract) return 'contract';
    if (text === undefined) return this.pump.ring.seq;
    const cursor = decodeCursor(text);
    if (cursor === undefined || cursor.epoch !== this.pump.epoch) return 'epoch';
    // A snapshot may be read a moment before this process has read the same event.
    if (cursor.seq > this.pump.ring.seq) {
      const head = await this.log.head();
      if (cursor.seq > head.seq) return 'epoch';
    }
    const chain = this.pump.ring.chainAt(cursor.seq) ?? (await this.log.chainAt(cursor.seq));
    if (chain !== cursor.chain) return 'epoch';
    return cursor.scope === scopeTag(audience) ? cursor.seq : 'scope';
  }

  private forget(id: string): void {
    const screen = this.screens.get(id);
    if (screen === undefined) return;
    this.screens.delete(id);
    this.rooms.leave(screen);
  }

  private beat(): void {
    this.rooms.settle();
    const now = this.clock.now();
    const packet = headPacket(this.pump.ring.seq, now, this.watchdog.late);
    const frame = textFrame(packet);
    for (const screen of this.screens.values()) {
      if (screen.socket.data.session.expiresAt > now) screen.write(packet, frame);
      else callOff(screen.socket, 'signed-out');
    }
  }

  /** Closes the screens of a session that ended, or of a person whose authority changed. */
  private revoke(key: string): void {
    for (const socket of this.connected()) {
      const { session } = socket.data;
      if (session.key === key) callOff(socket, 'signed-out');
      else if (session.actor.id === key) callOff(socket, 'authority-changed');
    }
  }

  /** A net beneath the calls of the database: sessions that ended without one are found here. */
  private async recheck(): Promise<void> {
    const sockets = this.connected();
    const keys = new Set(sockets.map((socket) => socket.data.session.key));
    try {
      const standing = await this.sessions.standing([...keys]);
      for (const socket of sockets) {
        const actor = standing.get(socket.data.session.key);
        if (actor === undefined) callOff(socket, 'signed-out');
        else if (audienceKey(visibleTo(actor)) !== socket.data.audience) callOff(socket, 'authority-changed');
      }
    } catch (error) {
      this.logger.warn(`Sessions could not be checked: ${String(error)}`);
    }
  }

  /** Every screen that was let in, also one whose cursor is still being looked at. */
  private connected(): T1Socket[] {
    return [...this.server.sockets.sockets.values()] as T1Socket[];
  }
}

/** Tells a screen why it may not listen any more, and closes it. */
function callOff(socket: T1Socket, reason: 'signed-out' | 'authority-changed'): void {
  socket.emit('revoked', { reason });
  socket.disconnect(true);
}
