import type { IncomingMessage } from 'node:http';
import type { INestApplicationContext } from '@nestjs/common';
import { Logger } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { Server, ServerOptions } from 'socket.io';
import { Clock } from '../platform/clock.ts';
import { Handshake } from './gate/handshake.ts';
import { MessageBudget } from './gate/message-budget.ts';

/** A black-holed link is noticed within eight seconds: the wall must not look alive longer than that. */
const pingMs = 4_000;
const maxMessageBytes = 65_536;

/** A connection of the engine beneath socket.io, as far as its messages are counted. */
interface Connection {
  readonly request: IncomingMessage;
  on(event: 'packet', listener: () => void): unknown;
  close(discard: boolean): unknown;
}

/**
 * The socket server of the room: websocket only, so that there is one code path and no sticky sessions;
 * no connection state recovery, because it would hand an old room to somebody who lost the right to it.
 */
export class LiveAdapter extends IoAdapter {
  private readonly handshake: Handshake;
  private readonly clock: Clock;
  private readonly floods = new Logger('LiveAdapter');

  constructor(app: INestApplicationContext) {
    super(app);
    this.handshake = app.get(Handshake);
    this.clock = app.get(Clock);
  }

  override createIOServer(port: number, options?: ServerOptions): Server {
    const ours: Partial<ServerOptions> = {
      transports: ['websocket'],
      allowUpgrades: false,
      serveClient: false,
      perMessageDeflate: false,
      httpCompression: false,
      pingInterval: pingMs,
      pingTimeout: pingMs,
      maxHttpBufferSize: maxMessageBytes,
      connectTimeout: 10_000,
      allowRequest: (request, callback) => {
        const connections = server.engine.clientsCount;
        void this.handshake.allows(request, connections).then((allowed) => callback(null, allowed));
      },
    };
    const server: Server = super.createIOServer(port, { ...options, ...ours } as ServerOptions);
    server.engine.on('connection', (connection: Connection) => this.watch(connection));
    return server;
  }

  /** A screen says little: what floods the room, in whatever words and before any sign-in, is closed. */
  private watch(connection: Connection): void {
    const budget = new MessageBudget(this.clock.elapsedMs());
    connection.on('packet', () => {
      const due = budget.spend(this.clock.elapsedMs());
      if (due === 'nothing') return;
      this.floods.warn(`A screen sends too much (${connection.request.socket.remoteAddress}): ${due}.`);
      if (due === 'closing') connection.close(true);
    });
  }
}
