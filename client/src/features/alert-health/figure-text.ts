import { formatElapsed, formatMoment } from '../../i18n/format.ts';
import { useLocale } from '../../i18n/t.tsx';

/** A share between 0 and 1 as `4.2%`. */
export function percent(share: number): string {
  return `${(share * 100).toFixed(1)}%`;
}

/** A time in seconds as a timer, and a dash where there is none. */
export function seconds(time: number | undefined): string {
  return time === undefined ? '–' : formatElapsed(time * 1000);
}

/** Writes times as they are written on the day at which the figures end. */
export function useMoment(end: string): (at: string) => string {
  const { locale } = useLocale();
  return (at) => formatMoment(at, Date.parse(end), locale);
}
