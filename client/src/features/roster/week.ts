import type { Locale } from '@t1/shared/problem-texts';
import type { RosterGap, RosterPosition, ShiftView } from '@t1/shared/roster';
import { gapAheadMs } from '@t1/shared/roster';
import { gapsBetween } from '@t1/shared/roster-rules';
import { toLocalInput } from '../../i18n/format.ts';

const dayMs = 24 * 3_600_000;
/** Libya keeps UTC+2 all year. */
const offsetMs = 2 * 3_600_000;

/** A Libyan day, from midnight to midnight, in milliseconds since 1970. */
export interface Day {
  readonly from: number;
  readonly to: number;
}

/** Today and the six days after it, as Libya counts them. */
export function weekFrom(now: number): readonly Day[] {
  const today = Math.floor((now + offsetMs) / dayMs) * dayMs - offsetMs;
  return Array.from({ length: 7 }, (_, n) => ({ from: today + n * dayMs, to: today + (n + 1) * dayMs }));
}

const named: Record<Locale, Intl.DateTimeFormat> = {
  ar: new Intl.DateTimeFormat('ar-LY-u-nu-latn', { timeZone: 'Africa/Tripoli', weekday: 'long' }),
  en: new Intl.DateTimeFormat('en-GB', { timeZone: 'Africa/Tripoli', weekday: 'short' }),
};

/** The weekday and the day of the month, as a heading has room for: `الثلاثاء 24`. */
export function dayName(day: Day, locale: Locale): string {
  return `${named[locale].format(day.from)} ${toLocalInput(day.from).slice(8, 10)}`;
}

/** The hours of a stretch: `08:00–16:00`. */
export function hoursOf({ from, to }: RosterGap): string {
  const clock = (at: string): string => toLocalInput(at).slice(11);
  return `${clock(from)}–${clock(to)}`;
}

/** What stands in one field of the grid, in the order of time. */
export type Entry =
  | { readonly kind: 'shift'; readonly shift: ShiftView }
  | { readonly kind: 'gap'; readonly gap: RosterGap; readonly soon: boolean };

/**
 * Shifts that begin on the day, or run into the first one, and the holes of what is left of it. Only the officer
 * on duty must always be there; a hole counts as soon when it begins within 24 hours from now.
 */
export function entriesOf(
  own: readonly ShiftView[],
  position: RosterPosition,
  day: Day,
  now: number,
): readonly Entry[] {
  const isFirst = day.from <= now && now < day.to;
  const shifts = own.filter(
    (shift) =>
      shift.position === position &&
      shift.state !== 'cancelled' &&
      Date.parse(shift.startsAt) < day.to &&
      (isFirst ? Date.parse(shift.endsAt) > now : Date.parse(shift.startsAt) >= day.from),
  );
  const from = Math.max(now, day.from);
  const gaps = position === 'on-duty' && from < day.to ? gapsBetween(own, from, day.to) : [];
  const entries: Entry[] = [
    ...shifts.map((shift) => ({ kind: 'shift' as const, shift })),
    ...gaps.map((gap) => ({
      kind: 'gap' as const,
      gap,
      soon: Date.parse(gap.from) < now + gapAheadMs,
    })),
  ];
  const begins = (entry: Entry): string => (entry.kind === 'shift' ? entry.shift.startsAt : entry.gap.from);
  return entries.toSorted((a, b) => (begins(a) < begins(b) ? -1 : 1));
}
