import type { Locale } from '@t1/shared/problem-texts';

/** The country has one time zone, UTC+2 all year; every time on every screen is in it, on the 24-hour clock. */
const timeZone = 'Africa/Tripoli';
// ar-LY brings Western digits and the month names of today (يناير، فبراير); the clock must be asked for.
const tags: Record<Locale, string> = { ar: 'ar-LY-u-nu-latn', en: 'en-GB' };

const clocks = {
  seconds: new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }),
  minutes: new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    hour: '2-digit',
    minute: '2-digit',
  }),
};

function perLocale(options: Intl.DateTimeFormatOptions): Record<Locale, Intl.DateTimeFormat> {
  return {
    ar: new Intl.DateTimeFormat(tags.ar, { timeZone, ...options }),
    en: new Intl.DateTimeFormat(tags.en, { timeZone, ...options }),
  };
}

const dates = {
  full: perLocale({ day: 'numeric', month: 'long', year: 'numeric' }),
  weekday: perLocale({ weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' }),
  short: perLocale({ day: 'numeric', month: 'long' }),
};
const day = new Intl.DateTimeFormat('en-CA', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });

/** `13:05:07`, Libyan time. */
export function formatTime(at: Date | number | string): string {
  return clocks.seconds.format(new Date(at));
}

/** `13:05`, Libyan time. */
function formatMinutes(at: Date | number | string): string {
  return clocks.minutes.format(new Date(at));
}

/** `23 نوفمبر 2026`; with the weekday in front when asked for. */
export function formatDate(at: Date | number | string, locale: Locale, weekday = false): string {
  return (weekday ? dates.weekday : dates.full)[locale].format(new Date(at));
}

/** The time alone on the same Libyan day, else with day and month: `22 نوفمبر، 13:05`. */
export function formatMoment(at: string, now: number, locale: Locale): string {
  const then = new Date(at);
  if (day.format(then) === day.format(now)) return formatTime(then);
  return `${dates.short[locale].format(then)}${locale === 'ar' ? '،' : ','} ${formatMinutes(then)}`;
}

/** A running timer: `04:12`, from one hour on `1:04:12`. Never negative: clocks that differ a little show 00:00. */
export function formatElapsed(milliseconds: number): string {
  const total = Math.max(0, Math.floor(milliseconds / 1000));
  const hours = Math.floor(total / 3600);
  const rest = `${pad(Math.floor((total % 3600) / 60))}:${pad(total % 60)}`;
  return hours === 0 ? rest : `${hours}:${rest}`;
}

/** A distance in kilometres with one decimal and a point: `3.2`. */
export function formatKilometres(metres: number): string {
  return (metres / 1000).toFixed(1);
}

/** A moment as it is written into a field, in Libyan time: `2026-11-23 13:05`. */
export function toLocalInput(at: Date | number | string): string {
  return `${day.format(new Date(at))} ${formatMinutes(at)}`;
}

/** The instant that was written, read as Libyan time; undefined when it is not one. */
export function fromLocalInput(value: string): string | undefined {
  const written = /^\s*(\d{4}-\d{2}-\d{2})[T ]+(\d{2}:\d{2})\s*$/u.exec(value);
  if (written === null) return undefined;
  const at = new Date(`${written[1]}T${written[2]}:00+02:00`);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
