import type { DomainEvent } from '@t1/shared/events';
import type { SnapshotView } from '@t1/shared/live-doors';
import type { Batch, Reset } from '@t1/shared/socket';
import { liveContract, livePath } from '@t1/shared/socket';
import type { Socket } from 'socket.io-client';
import { io } from 'socket.io-client';
import type { ApiClient } from './api-client.ts';
import { Fold } from './fold.ts';

const openingTimeoutMs = 10_000;
const firstRetryMs = 150;
const longestRetryMs = 600;

/** What a screen saw that it should not have seen; each entry is a sentence. */
export type Complaints = string[];

/**
 * A screen without a screen: it follows the story of the live channel as the client of the room does, keeps
 * what it applied, and complains about everything that breaks the order.
 */
export class LiveClient {
  readonly person: ApiClient;
  readonly complaints: Complaints = [];
  /** Numbers of the events applied since the snapshot, in the order in which they came. */
  readonly applied: number[] = [];
  readonly state = new Fold();
  /** Position of the snapshot this screen began with. */
  startSeq = 0;
  /** Position up to which it is complete. */
  seq = 0;
  /** True from the first batch on a line until that line is lost. */
  live = false;
  resets = 0;
  reconnects = 0;
  private readonly origin: string;
  private readonly random: () => number;
  private cursor = '';
  private socket: Socket | undefined;
  private retry: NodeJS.Timeout | undefined;
  private attempts = 0;
  private reason = '';
  private closed = false;

  constructor(origin: string, person: ApiClient, random: () => number) {
    this.origin = origin;
    this.person = person;
    this.random = random;
  }

  /** Begins at a snapshot and goes on from there. */
  begin(snapshot: SnapshotView): void {
    this.state.replace(snapshot);
    this.applied.length = 0;
    this.startSeq = snapshot.seq;
    this.seq = snapshot.seq;
    this.cursor = snapshot.cursor;
    this.connect();
  }

  /** Where it stands and why it is not live, for whoever has to find out. */
  get story(): string {
    const line = this.socket === undefined ? 'no line' : this.socket.connected ? 'connected' : 'connecting';
    return `${this.person.username} at ${this.seq}: ${line}, ${this.attempts} attempts, last lost by "${this.reason}"`;
  }

  close(): void {
    this.closed = true;
    clearTimeout(this.retry);
    this.socket?.disconnect();
  }

  private connect(): void {
    const socket = io(this.origin, {
      path: livePath,
      transports: ['websocket'],
      reconnection: false,
      forceNew: true,
      timeout: openingTimeoutMs,
      extraHeaders: { Cookie: this.person.cookie, Origin: this.origin },
      auth: { contract: liveContract, cursor: this.cursor },
    });
    this.socket = socket;
    const lost = (reason: Error | string): void => {
      this.reason = String(reason);
      this.again(socket);
    };
    socket.on('batch', (batch: Batch) => this.receive(socket, batch));
    socket.on('reset', ({ reason }: Reset) => {
      this.resets += 1;
      this.cursor = '';
      lost(`reset: ${reason}`);
    });
    socket.on('revoked', () => this.complaints.push('The session was revoked.'));
    socket.on('connect_error', lost);
    socket.on('disconnect', lost);
  }

  private receive(socket: Socket, batch: Batch): void {
    if (socket !== this.socket) return;
    if (batch.from !== this.seq) {
      // The protocol would heal this by connecting again; a server that keeps its word never needs it.
      this.complaints.push(`A batch ${batch.from}..${batch.to} came to a screen that stands at ${this.seq}.`);
      this.again(socket);
      return;
    }
    for (const event of batch.events) this.apply(batch, event);
    this.seq = batch.to;
    this.cursor = batch.cursor;
    this.live = true;
    this.attempts = 0;
  }

  private apply(batch: Batch, event: DomainEvent): void {
    const before = this.applied.at(-1) ?? this.startSeq;
    if (event.seq <= before) this.complaints.push(`Event ${event.seq} came after event ${before}.`);
    if (event.seq <= batch.from || event.seq > batch.to) {
      this.complaints.push(`Event ${event.seq} came in the batch ${batch.from}..${batch.to}.`);
    }
    this.applied.push(event.seq);
    this.state.apply(event);
  }

  private again(socket: Socket): void {
    if (this.closed || socket !== this.socket) return;
    this.socket = undefined;
    this.live = false;
    this.reconnects += 1;
    socket.disconnect();
    const delay = Math.min(longestRetryMs, firstRetryMs * 2 ** this.attempts) * (0.5 + 0.5 * this.random());
    this.attempts += 1;
    this.retry = setTimeout(() => void this.goOn(), delay);
  }

  private async goOn(): Promise<void> {
    if (this.cursor !== '') {
      this.connect();
      return;
    }
    try {
      const snapshot = await this.person.snapshot();
      if (!this.closed) this.begin(snapshot);
    } catch {
      if (!this.closed) this.retry = setTimeout(() => void this.goOn(), longestRetryMs);
    }
  }
}
