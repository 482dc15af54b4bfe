import { createHash } from 'node:crypto';
import { hasBidiControls, hasControlCharacters } from '@t1/shared/arabic-text';
import type { CallOf } from '@t1/shared/endpoint';
import type { reportIncident } from '@t1/shared/incident-doors';
import type { CallRow } from '../calls-csv.ts';
import { classifyCall } from '../classify-call.ts';

/** Under which terms a record of calls is played again. */
export interface ReplayTerms {
  /** UUIDv7 of the run: its time, by the room's clock, is the start; the ids of all calls follow from it. */
  readonly run: string;
  /** 60 plays an hour in a minute; `Infinity` plays everything at once. */
  readonly speed: number;
  /** A silence of the record longer than this counts as this long. */
  readonly longestSilenceMs: number;
  /** How much of the record has happened before the start. */
  readonly pastMs: number;
}

/** One call as it will be sent. */
export interface PlannedCall {
  readonly line: number;
  /** When to send it, in milliseconds after the start of the run; not above zero: at once. */
  readonly dueMs: number;
  readonly location: { readonly lat: number; readonly lon: number };
  readonly report: CallOf<typeof reportIncident>;
}

const longestTitle = 200;
const runPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;

/** Whether a text is the id of a run: a UUIDv7 in lower case. */
export function isRun(text: string): boolean {
  return runPattern.test(text);
}

/** The start of a run in milliseconds since 1970, as its id carries it. */
export function startOfRun(run: string): number {
  return Number.parseInt(run.replaceAll('-', '').slice(0, 12), 16);
}

/**
 * The calls of a record in the order of their time, with the distances of the record kept at the given speed.
 * The same run and the same record give the same ids and bodies, so that a run that was cut short can be
 * started again and nothing is reported twice.
 */
export function planReplay(rows: readonly CallRow[], terms: ReplayTerms): PlannedCall[] {
  const startMs = startOfRun(terms.run);
  let offsetMs = -terms.pastMs;
  let beforeMs: number | undefined;
  return rows
    .toSorted((a, b) => a.atMs - b.atMs || a.line - b.line)
    .map((row) => {
      offsetMs += Math.min(row.atMs - (beforeMs ?? row.atMs), terms.longestSilenceMs);
      beforeMs = row.atMs;
      const dueMs = Math.round(offsetMs / terms.speed);
      const location = { lat: row.lat, lon: row.lon };
      const { typeId, severity } = classifyCall(row.title);
      return {
        line: row.line,
        dueMs,
        location,
        report: {
          id: callId(terms.run, row),
          type: typeId,
          severity,
          occurredAt: new Date(startMs + dueMs).toISOString(),
          location,
          title: titleOf(row.title),
        },
      };
    });
}

/** The UUIDv7 of one call of a run: the time of the run, and bits that follow from the run and the record's line. */
function callId(run: string, row: CallRow): string {
  const words = [run, row.line, row.atMs, row.lat, row.lon, row.title, row.place].join('\n');
  const bits = createHash('sha256').update(words).digest('hex');
  const variant = ((Number.parseInt(bits.charAt(3), 16) & 0x3) | 0x8).toString(16);
  return `${run.slice(0, 13)}-7${bits.slice(0, 3)}-${variant}${bits.slice(4, 7)}-${bits.slice(7, 19)}`;
}

/** The title as the room takes it: without invisible direction marks and control characters, 200 characters at most. */
export function titleOf(text: string): string {
  const clean = Array.from(text, (sign) =>
    hasBidiControls(sign) ? '' : hasControlCharacters(sign) ? ' ' : sign,
  ).join('');
  const trimmed = clean.trim();
  if (trimmed.length <= longestTitle) return trimmed === '' ? '-' : trimmed;
  // A letter outside the basic plane takes two places and is not cut in half.
  const cut = trimmed.slice(0, longestTitle - 1).replace(/[\uD800-\uDBFF]$/u, '');
  return `${cut.trimEnd()}…`;
}
