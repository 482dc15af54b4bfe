import { longestPeriodMs, slotMs } from '@t1/shared/alert-health';

/** The periods a person can choose from. */
export const periods = ['today', 'day', 'week', 'month'] as const;
export type Period = (typeof periods)[number];

const dayMs = 24 * 3_600_000;
/** Libya is two hours before UTC all year. */
const offsetMs = 2 * 3_600_000;

const lengths = { week: 7 * dayMs, month: longestPeriodMs };

/** A period as the room is asked for it; left out, it is the last 24 hours by the clock of the room. */
export interface AskedPeriod {
  readonly from?: string;
  readonly to?: string;
}

/**
 * The period that ends now; it begins at a whole ten minutes, so that bars stand at round times. The last 24 hours
 * are left to the room: they are what is shown first, before this screen knows the room's clock.
 */
export function periodUntil(now: number, period: Period): AskedPeriod {
  if (period === 'day') return {};
  return { from: new Date(beginningOf(now, period)).toISOString(), to: new Date(now).toISOString() };
}

function beginningOf(now: number, period: Exclude<Period, 'day'>): number {
  if (period !== 'today') return Math.ceil((now - lengths[period]) / slotMs) * slotMs;
  const midnight = Math.floor((now + offsetMs) / dayMs) * dayMs - offsetMs;
  // In the first moment of a day there is nothing to show yet but the moment itself.
  return Math.min(midnight, now - 1);
}
