/** The value that a share (0 to 1) of the values does not exceed. Sorts in place. */
export function quantile(values: Float64Array, share: number): number {
  values.sort();
  return values[Math.min(values.length - 1, Math.floor(values.length * share))] ?? Number.NaN;
}

/** The middle of the values, the mean of the two middle ones when their number is even. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length / 2;
  const low = sorted[Math.ceil(middle) - 1] ?? Number.NaN;
  const high = sorted[Math.floor(middle)] ?? Number.NaN;
  return (low + high) / 2;
}

/** What one window of posting cost and how fast it was. */
export interface WindowFigures {
  /** Milliseconds of CPU of the server process for 1,000 reports that reached a screen. */
  readonly cpuPerThousand: number;
  /** Milliseconds from the sending of a report to its arrival at a screen. */
  readonly deliveryP50: number;
  readonly deliveryP99: number;
  /** Milliseconds from the sending of a report to the receipt. */
  readonly postP50: number;
  readonly postP99: number;
  readonly framesPerDelivery: number;
  readonly bytesPerDelivery: number;
  /** Milliseconds of CPU of all processes of PostgreSQL for one report. */
  readonly databaseCpuPerPost: number;
  /** Milliseconds of CPU a second while nothing is posted and all screens are there. */
  readonly idleCpuPerSecond: number;
  readonly missing: number;
}

export type FigureName = keyof WindowFigures;

/** Ratios of windows that stood next to each other, in the order of the pairs. */
export function ratios(
  ours: readonly WindowFigures[],
  floor: readonly WindowFigures[],
  name: FigureName,
): number[] {
  return ours.flatMap((figures, index) => {
    const other = floor[index];
    return other === undefined ? [] : [figures[name] / other[name]];
  });
}
