import { DomainEvent } from '@t1/shared/events';
import type { ClientToServer, Reset, ServerToClient } from '@t1/shared/socket';
import { Batch, Head, LiveAuth, Reset as ResetFrame, liveContract, livePath } from '@t1/shared/socket';
import type { Socket } from 'socket.io-client';
import { io } from 'socket.io-client';
import { z } from 'zod';
import { knowsEventType } from './apply.ts';
import type { EndReason } from './protocol.ts';

/** Who listens to a line. After `dropped`, `refused` or the close of the line nothing more is said. */
export interface LineListener {
  readonly batch: (batch: Batch) => void;
  readonly head: (head: Head) => void;
  readonly reset: (reason: Reset['reason']) => void;
  /** A frame came that this program cannot read. */
  readonly malformed: () => void;
  readonly dropped: () => void;
  readonly refused: (reason: EndReason) => void;
}

/** One connection, from the handshake to its end; the next attempt is a new line. */
export interface Line {
  /** Tells the server how far this client has come. */
  readonly applied: (cursor: string) => void;
  readonly close: () => void;
}

const openingTimeoutMs = 5_000;

/** A batch whose events are looked at one by one: a newer server may send types that mean nothing here yet. */
const BatchFrame = Batch.extend({ events: z.array(z.unknown()) });

const TypedFrame = z.object({ type: z.string() });

/** What the server attaches to a handshake it refuses. */
const Refused = z.object({ data: z.object({ code: z.string() }) });

/**
 * Opens a line to the server at the cursor (or to `origin`, which a browser does not need). Every frame is
 * parsed here and nowhere else.
 */
export function openLine(cursor: string, listener: LineListener, origin?: string): Line {
  const options = {
    path: livePath,
    // Polling would need sticky sessions in front of several servers.
    transports: ['websocket'],
    // Trying again is decided by protocol.ts: it is one thing with resets, gaps and snapshots.
    reconnection: false,
    forceNew: true,
    timeout: openingTimeoutMs,
    withCredentials: true,
    auth: (send: (auth: object) => void) =>
      send({ contract: liveContract, cursor } satisfies z.input<typeof LiveAuth>),
  };
  const socket: Socket<ServerToClient, ClientToServer> =
    origin === undefined ? io(options) : io(origin, options);
  let open = true;

  const close = (): boolean => {
    const wasOpen = open;
    open = false;
    if (wasOpen) socket.disconnect();
    return wasOpen;
  };
  const drop = () => {
    if (close()) listener.dropped();
  };

  socket.on('batch', (frame: unknown) => {
    if (!open) return;
    const batch = readBatch(frame);
    if (batch === undefined) listener.malformed();
    else listener.batch(batch);
  });
  socket.on('head', (frame: unknown) => {
    const head = Head.safeParse(frame);
    if (open && head.success) listener.head(head.data);
  });
  socket.on('reset', (frame: unknown) => {
    if (!open) return;
    const reset = ResetFrame.safeParse(frame);
    if (reset.success) listener.reset(reset.data.reason);
    else listener.malformed();
  });
  socket.on('revoked', () => {
    if (close()) listener.refused('revoked');
  });
  socket.on('disconnect', drop);
  socket.on('connect_error', (error) => {
    const reason = refusalIn(error);
    if (reason === undefined) drop();
    else if (close()) listener.refused(reason);
  });

  return {
    applied: (reached) => {
      if (open) socket.emit('applied', { cursor: reached });
    },
    close: () => void close(),
  };
}

/** The batch with the events this program knows, or nothing when one of those is not what the contract says. */
export function readBatch(frame: unknown): Batch | undefined {
  const batch = BatchFrame.safeParse(frame);
  if (!batch.success) return undefined;
  const events: DomainEvent[] = [];
  for (const raw of batch.data.events) {
    const typed = TypedFrame.safeParse(raw);
    if (!typed.success) return undefined;
    if (!knowsEventType(typed.data.type)) continue;
    const event = DomainEvent.safeParse(raw);
    if (!event.success) return undefined;
    events.push(event.data);
  }
  return { ...batch.data, events };
}

function refusalIn(error: Error): EndReason | undefined {
  const refused = Refused.safeParse(error);
  if (!refused.success) return undefined;
  if (refused.data.data.code === 'unauthenticated') return 'revoked';
  return refused.data.data.code === 'forbidden' ? 'forbidden' : undefined;
}
