import type { Scope } from '@t1/shared/jurisdiction';
import type { ServerToClient, ClientToServer } from '@t1/shared/socket';
import type { Socket } from 'socket.io';
import type { OpenSession } from '../identity/sessions.service.ts';

/** What a connected screen carries from its handshake. */
interface SocketData {
  session: OpenSession;
  scope: Scope;
  audience: string;
  /** False for a screen of another contract version: it is told so, and served nothing else. */
  speaksContract: boolean;
  /** Cursor text of the handshake; absent when the screen only wants what comes from now on. */
  cursor?: string;
}

export type T1Socket = Socket<ClientToServer, ServerToClient, Record<string, never>, SocketData>;

/** Bytes and packets a screen may leave unread before it is taken off the live path. */
const slowBytes = 512 * 1024;
const slowPackets = 256;
/** A lagging screen gets its next slice only when less than this is unread. */
const calmBytes = 64 * 1024;
const calmPackets = 8;

/** The engine beneath a socket and the line beneath the engine, as far as writing a ready frame needs them. */
interface EngineSocket {
  readonly readyState: string;
  readonly writeBuffer: readonly unknown[];
  readonly transport: {
    readonly socket?: {
      readonly bufferedAmount: number;
      readonly readyState: number;
      readonly _socket?: { write(frame: Buffer): unknown };
    };
  };
  write(packet: string, options: { wsPreEncodedFrame?: Buffer[] }): unknown;
}

/** State of a websocket that can be written to (RFC 6455 and the browser's interface number it so). */
const webSocketOpen = 1;

/** One screen on the live channel: where it stands in the log and how it is written to. */
export class LiveSocket {
  readonly socket: T1Socket;
  /** Position this screen was brought to; while it is live the room's position counts instead. */
  seq: number;
  laggingSinceMs: number | undefined;
  busy = false;
  private readonly engine: EngineSocket;

  constructor(socket: T1Socket, seq: number) {
    this.socket = socket;
    this.seq = seq;
    // The public type hides the options that socket.io's own adapter hands to the engine.
    this.engine = socket.conn as unknown as EngineSocket;
  }

  /**
   * Writes a packet whose websocket frame was made once for many screens. The frame goes straight to the line
   * unless the engine holds packets back: they came first and must arrive first.
   */
  write(packet: string, frame: Buffer): void {
    const { engine } = this;
    const line = engine.transport.socket;
    if (
      engine.writeBuffer.length === 0 &&
      engine.readyState === 'open' &&
      line?.readyState === webSocketOpen &&
      line._socket !== undefined
    ) {
      line._socket.write(frame);
    } else engine.write(packet, { wsPreEncodedFrame: [frame] });
  }

  /** Bytes written but not yet taken by the network. */
  get unreadBytes(): number {
    return this.engine.transport.socket?.bufferedAmount ?? 0;
  }

  /** True when the screen reads too slowly for the live path. */
  get slow(): boolean {
    return this.engine.writeBuffer.length > slowPackets || this.unreadBytes > slowBytes;
  }

  /** True when a lagging screen can take its next slice. */
  get calm(): boolean {
    return this.engine.writeBuffer.length < calmPackets && this.unreadBytes < calmBytes;
  }
}
