import type { DomainEvent } from '@t1/shared/events';
import type { ClientToServer, ServerToClient } from '@t1/shared/socket';
import { Batch, Head, Reset, Revoked, liveContract, livePath } from '@t1/shared/socket';
import type { Socket } from 'socket.io-client';
import { io } from 'socket.io-client';
import { expect } from 'vitest';

export interface ScreenOptions {
  readonly url: string;
  readonly cookie?: string;
  readonly cursor?: string;
  /** Origin of the page that listens; `null` sends none. */
  readonly origin?: string | null;
  readonly contract?: number;
}

/**
 * A screen on the real live channel. It keeps every frame, and notes what must never happen: a frame that
 * is not of the contract, a batch that does not begin where the last one ended, an event out of order.
 */
export class Screen {
  readonly events: DomainEvent[] = [];
  readonly batches: Batch[] = [];
  readonly heads: Head[] = [];
  readonly faults: string[] = [];
  resetReason: Reset['reason'] | undefined;
  revokedReason: string | undefined;
  /** Why the handshake was refused: a code of the room, or the transport's own words. */
  refusal: string | undefined;
  closed = false;
  readonly socket: Socket<ServerToClient, ClientToServer>;
  private readonly waiting = new Set<() => void>();

  constructor({ url, cookie, cursor, origin, contract = liveContract }: ScreenOptions) {
    this.socket = io(url, {
      path: livePath,
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      auth: { contract, ...(cursor === undefined ? {} : { cursor }) },
      extraHeaders: {
        ...(origin === null ? {} : { origin: origin ?? url }),
        ...(cookie === undefined ? {} : { cookie }),
      },
    });
    this.socket.on('connect_error', (error) => {
      const data = 'data' in error ? (error.data as { code?: string } | undefined) : undefined;
      this.refusal = data?.code ?? error.message;
      this.changed();
    });
    this.socket.on('disconnect', () => {
      this.closed = true;
      this.changed();
    });
    this.socket.on('connect', () => this.changed());
    this.socket.onAny((name: string, frame: unknown) => {
      this.take(name, frame);
      this.changed();
    });
  }

  get connected(): boolean {
    return this.socket.connected;
  }

  /** Where this screen stands in the log. */
  get position(): number | undefined {
    return this.batches.at(-1)?.to;
  }

  /** The cursor to come back with. */
  get cursor(): string | undefined {
    return this.batches.at(-1)?.cursor;
  }

  private take(name: string, frame: unknown): void {
    switch (name) {
      case 'batch': {
        const batch = this.read(name, Batch, frame);
        if (batch !== undefined) this.takeBatch(batch);
        return;
      }
      case 'head': {
        const head = this.read(name, Head, frame);
        if (head !== undefined) this.heads.push(head);
        return;
      }
      case 'reset':
        this.resetReason = this.read(name, Reset, frame)?.reason;
        return;
      case 'revoked':
        this.revokedReason = this.read(name, Revoked, frame)?.reason;
        return;
      default:
        this.faults.push(`The contract knows no message "${name}".`);
    }
  }

  private takeBatch(batch: Batch): void {
    const { position } = this;
    if (position !== undefined && batch.from !== position) {
      this.faults.push(`A batch from ${batch.from} follows the position ${position}.`);
    }
    let last = batch.from;
    for (const { seq } of batch.events) {
      if (seq <= last || seq > batch.to)
        this.faults.push(`Event ${seq} stands in a batch ${last} to ${batch.to}.`);
      last = seq;
    }
    this.batches.push(batch);
    this.events.push(...batch.events);
  }

  private read<T>(
    name: string,
    schema: { safeParse(value: unknown): { success: boolean; data?: T } },
    frame: unknown,
  ) {
    const parsed = schema.safeParse(frame);
    if (parsed.data === undefined) this.faults.push(`${name} is not of the contract.`);
    else if (JSON.stringify(sorted(parsed.data)) !== JSON.stringify(sorted(frame))) {
      this.faults.push(`${name} holds more than the contract promises.`);
    }
    return parsed.data;
  }

  private changed(): void {
    for (const look of this.waiting) look();
  }

  /** Resolves with the milliseconds it took when the condition holds; fails the test when it does not in time. */
  async until(what: string, holds: (screen: this) => boolean, withinMs = 3_000): Promise<number> {
    const started = performance.now();
    await new Promise<void>((resolve, reject) => {
      const timer = setTimeout(() => {
        this.waiting.delete(look);
        reject(
          new Error(`The screen waited ${withinMs} ms in vain: ${what}. ${JSON.stringify(this.told())}`),
        );
      }, withinMs);
      const look = (): void => {
        if (!holds(this)) return;
        clearTimeout(timer);
        this.waiting.delete(look);
        resolve();
      };
      this.waiting.add(look);
      look();
    });
    expect(this.faults).toEqual([]);
    return performance.now() - started;
  }

  /** Resolves when the screen stands at this number or beyond. */
  reaches(seq: number, withinMs = 5_000): Promise<number> {
    return this.until(`to reach ${seq}`, ({ position }) => (position ?? -1) >= seq, withinMs);
  }

  /** Resolves when an event of this type about this subject has come. */
  sees(type: DomainEvent['type'], subject: string, withinMs = 3_000): Promise<number> {
    return this.until(
      `${type} of ${subject}`,
      ({ events }) => events.some((event) => event.type === type && event.subject === subject),
      withinMs,
    );
  }

  close(): void {
    this.socket.disconnect();
  }

  private told(): Record<string, unknown> {
    const { position, refusal, resetReason, closed } = this;
    return {
      events: this.events.map(({ seq, type }) => `${seq} ${type}`),
      position,
      refusal,
      resetReason,
      closed,
    };
  }
}

/** The same value with the keys of every object in one order. */
function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, sorted(inner)]),
  );
}
