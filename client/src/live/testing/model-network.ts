import type { SnapshotView } from '@t1/shared/live-doors';
import type { Batch, Reset } from '@t1/shared/socket';
import type { CallResult } from '../../api/call.ts';
import type { LineListener } from '../socket.ts';
import type { LiveSources } from '../store.ts';
import type { ModelRoom } from './model-room.ts';
import { placeOf } from './model-room.ts';
import { startOfDay } from './samples.ts';

interface Wire {
  readonly cursor: string;
  readonly listener: LineListener;
  /** Up to where the server has sent; nothing before it has read the cursor of the handshake. */
  sentTo: number | undefined;
  reset: Reset['reason'] | undefined;
}

interface Request {
  readonly answer: (result: CallResult<SnapshotView>) => void;
  read?: SnapshotView;
}

/** Everything between a store and the model of the server: one wire, one request, one clock, all by hand. */
export class ModelNetwork {
  readonly #room: ModelRoom;
  #wire: Wire | undefined;
  #request: Request | undefined;
  #sent: Batch[] = [];
  #timers: { readonly at: number; readonly run: () => void }[] = [];
  #now = startOfDay;
  #answered: string | undefined;
  #basis: string | undefined;

  constructor(room: ModelRoom) {
    this.#room = room;
  }

  /** The cursor of the snapshot on which the screen stands. */
  get basis(): string | undefined {
    return this.#basis;
  }

  get sources(): LiveSources {
    return {
      now: () => this.#now,
      chance: () => 0.5,
      frame: (run) => {
        run();
        return () => {};
      },
      schedule: (run, afterMs) => {
        const timer = { at: this.#now + afterMs, run };
        this.#timers.push(timer);
        return () => {
          this.#timers = this.#timers.filter((each) => each !== timer);
        };
      },
      fetchSnapshot: () =>
        new Promise((answer) => {
          this.#request = { answer };
        }),
      connect: (cursor, listener) => {
        const wire: Wire = { cursor, listener, sentTo: undefined, reset: undefined };
        this.#wire = wire;
        // Straight after an answer the store stands on that snapshot; later lines only go on from where it is.
        this.#basis = this.#answered ?? this.#basis;
        this.#answered = undefined;
        const close = () => {
          if (this.#wire === wire) this.#wire = undefined;
        };
        return { applied: () => {}, close };
      },
    };
  }

  /** Lets the time go by; what falls due is done in its order. */
  wait(ms: number): void {
    const until = this.#now + ms;
    for (;;) {
      const next = this.#timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
      if (next === undefined) break;
      this.#timers = this.#timers.filter((each) => each !== next);
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
    this.#now = until;
  }

  /** The server reads the snapshot that was asked for; its answer is still on the way. */
  readSnapshot(): void {
    if (this.#request) this.#request.read ??= this.#room.snapshot();
  }

  async answerSnapshot(): Promise<void> {
    const output = this.#request?.read ?? this.#room.snapshot();
    await this.#answer({ ok: true, output, replay: false });
  }

  async failSnapshot(): Promise<void> {
    await this.#answer({ ok: false, problem: { code: 'unreachable' } });
  }

  async #answer(result: CallResult<SnapshotView>): Promise<void> {
    const request = this.#request;
    if (request === undefined) return;
    this.#request = undefined;
    this.#answered = result.ok ? result.output.cursor : undefined;
    request.answer(result);
    await Promise.resolve();
    await Promise.resolve();
  }

  /** The server sends its next frame, with at most so many events, and it arrives. */
  deliver(size: number): void {
    const wire = this.#wire;
    const frame = this.#next(size);
    if (wire === undefined || frame === undefined) return;
    if (typeof frame === 'string') wire.listener.reset(frame);
    else wire.listener.batch(frame);
  }

  /** The server sends its next frame, and it is lost although the line lives on. */
  lose(size: number): void {
    this.#next(size);
  }

  /** A frame of the same log and scope that was sent before comes once more. */
  repeat(back: number): void {
    const { epoch, scope } = placeOf(this.#room.cursorAt(0));
    const same = this.#sent.filter(({ cursor }) => {
      const place = placeOf(cursor);
      return place.epoch === epoch && place.scope === scope;
    });
    const old = same.at(-1 - (back % Math.max(1, same.length)));
    if (old && this.#wire?.sentTo !== undefined && this.#wire.reset === undefined)
      this.#wire.listener.batch(old);
  }

  /** The server, having lost count, begins its next frame too early. */
  overlap(back: number, size: number): void {
    const wire = this.#wire;
    if (wire?.sentTo === undefined || wire.reset !== undefined) return;
    wire.sentTo = Math.max(0, wire.sentTo - back);
    this.deliver(size);
  }

  head(): void {
    const serverNow = new Date(this.#now).toISOString();
    if (this.#wire?.sentTo !== undefined) this.#wire.listener.head({ seq: this.#room.head, serverNow });
  }

  drop(): void {
    const wire = this.#wire;
    this.#wire = undefined;
    wire?.listener.dropped();
  }

  /** The rights of the reader have changed: whatever the server says next on this line is a reset. */
  revokeScope(): void {
    if (this.#wire) this.#wire.reset = 'scope';
  }

  #next(size: number): Batch | Reset['reason'] | undefined {
    const wire = this.#wire;
    if (wire === undefined) return undefined;
    if (wire.reset !== undefined) return wire.reset;
    if (wire.sentTo === undefined) {
      const place = placeOf(wire.cursor);
      const refused = this.#room.refuse(place);
      if (refused !== undefined) return refused;
      wire.sentTo = place.seq;
    }
    const batch = this.#room.batch(wire.sentTo, Math.min(wire.sentTo + size, this.#room.head));
    wire.sentTo = batch.to;
    this.#sent.push(batch);
    return batch;
  }
}
