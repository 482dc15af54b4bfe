import type { INestApplicationContext } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import type { Server, ServerOptions } from 'socket.io';
import { Handshake } from './handshake.ts';

/** A black-holed link is noticed within eight seconds: the wall must not look alive longer than that. */
const pingMs = 4_000;
const maxMessageBytes = 65_536;

/**
 * The socket server of the room: websocket only, so that there is one code path and no sticky sessions;
 * no connection state recovery, because it would hand an old room to somebody who lost the right to it.
 */
export class LiveAdapter extends IoAdapter {
  private readonly handshake: Handshake;

  constructor(app: INestApplicationContext) {
    super(app);
    this.handshake = app.get(Handshake);
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
        callback(null, this.handshake.allowsOrigin(request));
      },
    };
    const server: Server = super.createIOServer(port, { ...options, ...ours } as ServerOptions);
    return server;
  }
}
