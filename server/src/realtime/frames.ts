import type { Scope } from '@t1/shared/jurisdiction';
import { audienceKey } from '@t1/shared/jurisdiction';
import type { LoggedEvent } from '../event-log/logged-event.ts';
import { textFor } from '../event-log/logged-event.ts';
import { encodeCursor, scopeTag } from './cursor.ts';

/** A stretch of the log as one scope receives it. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  readonly cursor: string;
  /** JSON texts of the events this scope may see. */
  readonly events: readonly string[];
}

/** The visible part of a run of events that begins right after `from`. */
export function stretchFor(
  scope: Scope,
  epoch: string,
  from: number,
  run: readonly LoggedEvent[],
  chainAtFrom: string,
): Stretch {
  const last = run.at(-1);
  const to = last?.seq ?? from;
  const events: string[] = [];
  for (const event of run) {
    const text = textFor(scope, event);
    if (text !== undefined) events.push(text);
  }
  const cursor = encodeCursor({
    epoch,
    seq: to,
    chain: last?.chain ?? chainAtFrom,
    scope: scopeTag(audienceKey(scope)),
  });
  return { from, to, cursor, events };
}

/** The socket.io packet of a batch, put together from texts that were made once. */
export function batchPacket(stretch: Stretch): string {
  const { from, to, cursor, events } = stretch;
  return `2["batch",{"from":${from},"to":${to},"cursor":"${cursor}","events":[${events.join(',')}]}]`;
}

/** The socket.io packet of the two-second head. */
export function headPacket(seq: number, now: Date, engineLateMs: number | undefined): string {
  const late = engineLateMs === undefined ? '' : `,"engineLateMs":${engineLateMs}`;
  return `2["head",{"seq":${seq},"serverNow":"${now.toISOString()}"${late}}]`;
}

/** The socket.io packet that sends a screen back to the snapshot. */
export function resetPacket(reason: 'epoch' | 'scope' | 'too-old' | 'contract'): string {
  return `2["reset",{"reason":"${reason}"}]`;
}

/**
 * A whole websocket text frame, made once and written to every socket of an audience: the engine's message
 * type, then the packet. Servers do not mask, so the bytes are the same for all (RFC 6455, 5.2).
 */
export function textFrame(packet: string): Buffer {
  const payloadBytes = Buffer.byteLength(packet) + 1;
  const headerBytes = payloadBytes < 126 ? 2 : payloadBytes < 65_536 ? 4 : 10;
  const frame = Buffer.allocUnsafe(headerBytes + payloadBytes);
  frame[0] = 0x81;
  if (headerBytes === 2) frame[1] = payloadBytes;
  else if (headerBytes === 4) {
    frame[1] = 126;
    frame.writeUInt16BE(payloadBytes, 2);
  } else {
    frame[1] = 127;
    frame.writeBigUInt64BE(BigInt(payloadBytes), 2);
  }
  frame.write('4', headerBytes, 'latin1');
  frame.write(packet, headerBytes + 1, 'utf8');
  return frame;
}
