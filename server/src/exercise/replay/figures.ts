/** One call that the room did not take. */
export interface RefusedCall {
  readonly line: number;
  readonly reason: string;
}

const remembered = 10_000;

/** What a replay has come to so far. */
export class ReplayFigures {
  /** Calls reported now for the first time. */
  acked = 0;
  /** Calls the room had from an earlier start of the same run. */
  known = 0;
  /** Sendings that had to be repeated. */
  repeats = 0;
  readonly refused: RefusedCall[] = [];
  readonly byDistrict = new Map<string, number>();
  private readonly latencies: number[] = [];
  private measured = 0;

  /** Counts a call that is in the room. */
  arrived(districtId: string, isKnown: boolean): void {
    if (isKnown) this.known += 1;
    else this.acked += 1;
    this.byDistrict.set(districtId, (this.byDistrict.get(districtId) ?? 0) + 1);
  }

  /** Notes how long one report took; the last ten thousand are remembered. */
  took(ms: number): void {
    this.latencies[this.measured % remembered] = ms;
    this.measured += 1;
  }

  /** The latency in milliseconds below which the share (0 to 1) of the remembered reports lies. */
  percentile(share: number): number {
    const sorted = this.latencies.toSorted((a, b) => a - b);
    const at = Math.max(0, Math.ceil(share * sorted.length) - 1);
    return sorted[at] ?? 0;
  }
}
