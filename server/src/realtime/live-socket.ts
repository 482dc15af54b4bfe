import type { Scope } from '@t1/shared/jurisdiction';
import type { ServerToClient, ClientToServer } from '@t1/shared/socket';
import type { Socket } from 'socket.io';
import type { OpenSession } from '../identity/sessions.service.ts';

/** What a connected screen carries from its handshake. */
export interface SocketData {
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

/** The engine beneath a socket, as far as writing a ready frame needs it. */
interface EngineSocket {
  readonly writeBuffer: readonly unknown[];
  readonly transport: { readonly socket?: { readonly bufferedAmount: number } };
  write(packet: string, options: { wsPreEncodedFrame?: Buffer[] }): unknown;
}

/** One screen on the live channel: where it stands in the log and how it is written to. */
export class LiveSocket {
  readonly socket: T1Socket;
  /** Position this screen was brought to; while it is live the room's position counts instead. */
  seq: number;
  /** Position the screen said it has applied. */
  appliedSeq: number;
  laggingSinceMs: number | undefined;
  busy = false;
  private readonly engine: EngineSocket;

  constructor(socket: T1Socket, seq: number) {
    this.socket = socket;
    this.seq = seq;
    this.appliedSeq = seq;
    // The public type hides the options that socket.io's own adapter hands to the engine.
    this.engine = socket.conn as unknown as EngineSocket;
  }

  /** Writes a packet whose websocket frame was made once for many screens. */
  write(packet: string, frame: Buffer): void {
    this.engine.write(packet, { wsPreEncodedFrame: [frame] });
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
