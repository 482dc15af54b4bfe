import { longestPeriodMs, slotMs } from '@t1/shared/alert-health';

/** The periods a person can choose from. */
export const periods = ['today', 'day', 'week', 'month'] as const;
export type Period = (typeof periods)[number];

const dayMs = 24 * 3_600_000;
/** Libya is two hours before UTC all year. */
const offsetMs = 2 * 3_600_000;

const lengths: Record<Exclude<Period, 'today'>, number> = {
  day: dayMs,
  week: 7 * dayMs,
  month: longestPeriodMs,
};

/** The period that ends now, as instants; it begins at a whole ten minutes, so that bars stand at round times. */
export function periodUntil(now: number, period: Period): { readonly from: string; readonly to: string } {
  return { from: new Date(beginningOf(now, period)).toISOString(), to: new Date(now).toISOString() };
}

function beginningOf(now: number, period: Period): number {
  if (period !== 'today') return Math.ceil((now - lengths[period]) / slotMs) * slotMs;
  const midnight = Math.floor((now + offsetMs) / dayMs) * dayMs - offsetMs;
  // In the first moment of a day there is nothing to show yet but the moment itself.
  return Math.min(midnight, now - 1);
}
