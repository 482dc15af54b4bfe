import type { LoggedEvent } from './logged-event.ts';

/**
 * The last events in memory, a contiguous run that ends at the head of the log as this process knows it.
 * Screens that were away for a moment are brought up to date from here, without asking the database.
 */
export class Ring {
  private readonly capacity: number;
  private events: LoggedEvent[] = [];
  private start = 0;
  private headSeq = 0;
  private headChain = '';

  constructor(capacity: number) {
    this.capacity = capacity;
  }

  /** Number of the newest event. */
  get seq(): number {
    return this.headSeq;
  }

  /** Chain bytes at the newest event. */
  get chain(): string {
    return this.headChain;
  }

  /** Number after which every event is here. */
  get floor(): number {
    return this.headSeq - (this.events.length - this.start);
  }

  /** Begins at a position of the log with nothing in memory. */
  begin(seq: number, chain: string): void {
    this.events = [];
    this.start = 0;
    this.headSeq = seq;
    this.headChain = chain;
  }

  /** Adds the run that follows the head; a hole means the log is broken and throws. */
  push(run: readonly LoggedEvent[]): void {
    for (const event of run) {
      if (event.seq !== this.headSeq + 1) {
        throw new Error(`The event log has a hole: ${event.seq} follows ${this.headSeq}.`);
      }
      this.events.push(event);
      this.headSeq = event.seq;
      this.headChain = event.chain;
    }
    this.start = Math.max(this.start, this.events.length - this.capacity);
    // Old events are cut off rarely and in one go, so that a push costs no copying.
    if (this.start > this.capacity) {
      this.events = this.events.slice(this.start);
      this.start = 0;
    }
  }

  /** True when every event after `seq` is in memory. */
  reaches(seq: number): boolean {
    return seq >= this.floor && seq <= this.headSeq;
  }

  /** At most `limit` events after `seq`, which must be reached. */
  after(seq: number, limit: number): readonly LoggedEvent[] {
    const from = this.start + (seq - this.floor);
    return this.events.slice(from, from + limit);
  }

  /** Chain bytes at a number, when that number is in memory. */
  chainAt(seq: number): string | undefined {
    if (seq === this.headSeq) return this.headChain;
    return seq > this.floor && seq < this.headSeq
      ? this.events[this.start + (seq - this.floor) - 1]?.chain
      : undefined;
  }
}
