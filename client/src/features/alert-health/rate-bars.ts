import { slotMs } from '@t1/shared/alert-health';

/** One bar: when its time begins, and the most alerts that came in ten minutes of it. */
export interface RateBar {
  readonly at: number;
  readonly peak: number;
}

export interface RateBars {
  readonly bars: readonly RateBar[];
  /** How many slots of ten minutes stand behind one bar. */
  readonly slotsPerBar: 1 | 6 | 36;
}

/** More bars than this cannot be told apart on an office screen. */
const mostBars = 200;

/** The slots as bars that can be seen: a longer period shows the fullest ten minutes of each hour or six hours. */
export function barsOf(from: string, slots: readonly number[]): RateBars {
  const slotsPerBar = slots.length <= mostBars ? 1 : slots.length <= mostBars * 6 ? 6 : 36;
  const begin = Date.parse(from);
  const bars = Array.from({ length: Math.ceil(slots.length / slotsPerBar) }, (_, n) => ({
    at: begin + n * slotsPerBar * slotMs,
    peak: Math.max(...slots.slice(n * slotsPerBar, (n + 1) * slotsPerBar)),
  }));
  return { bars, slotsPerBar };
}

/** The top of the scale: the flood line is always below it, and it is a number one can halve. */
export function topOf(bars: readonly RateBar[]): number {
  const highest = bars.reduce((top, { peak }) => Math.max(top, peak), 0);
  return Math.max(16, Math.ceil((highest * 1.1) / 4) * 4);
}
