/** One call of a recorded or written day; `line` is where its record begins in the file, counted from 1. */
export interface CallRow {
  readonly line: number;
  /** Milliseconds since 1970 UTC; only the distance between rows matters to an exercise. */
  readonly atMs: number;
  readonly lat: number;
  readonly lon: number;
  readonly title: string;
  readonly place: string;
}

const callFaults = [
  'wrong-header',
  'wrong-field-count',
  'bad-quote',
  'bad-time',
  'bad-position',
  'missing-title',
] as const;
type CallFault = (typeof callFaults)[number];

interface CallRowError {
  readonly line: number;
  readonly fault: CallFault;
}

/** What a file of calls holds: the rows that can be played, and for every other record why it cannot. */
export interface ParsedCalls {
  readonly rows: readonly CallRow[];
  readonly errors: readonly CallRowError[];
}

interface CsvRecord {
  readonly line: number;
  readonly fields: readonly string[];
  readonly isBroken: boolean;
}

const HEADER = 'at,lat,lon,title,place';
const TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,3})?)?(Z|[+-]\d{2}:\d{2})?$/u;
const DEGREES = /^-?\d{1,3}(?:\.\d+)?$/u;

// One field and what ends it: a quoted field with doubled quotes inside, or a bare one without quotes.
const FIELD = /(?:"([^"]*(?:""[^"]*)*)"|([^",\r\n]*))(,|\r\n|\n|\r|$)/uy;
const LINE_END = /\r\n|\n|\r/gu;

/**
 * Reads calls from CSV (RFC 4180; a byte order mark and any line ending are accepted) with the header
 * `at,lat,lon,title,place`. `at` is ISO 8601, UTC when it names no zone. A bad record never hides a good one, except
 * that an unclosed quote swallows the rest of the file. Rows keep the order of the file.
 */
export function parseCalls(csv: string): ParsedCalls {
  const [header, ...records] = recordsOf(csv.replace(/^\uFEFF/u, ''));
  if (header?.fields.map((name) => name.trim().toLowerCase()).join(',') !== HEADER) {
    return { rows: [], errors: [{ line: 1, fault: 'wrong-header' }] };
  }
  const rows: CallRow[] = [];
  const errors: CallRowError[] = [];
  for (const record of records) {
    if (record.fields.length === 1 && record.fields[0]?.trim() === '' && !record.isBroken) continue;
    const row = rowOf(record);
    if (typeof row === 'string') errors.push({ line: record.line, fault: row });
    else rows.push(row);
  }
  return { rows, errors };
}

function rowOf({ line, fields, isBroken }: CsvRecord): CallRow | CallFault {
  if (isBroken) return 'bad-quote';
  if (fields.length !== 5) return 'wrong-field-count';
  const [at = '', lat = '', lon = '', title = '', place = ''] = fields.map((field) => field.trim());
  const atMs = millisecondsOf(at);
  if (Number.isNaN(atMs)) return 'bad-time';
  const isOnEarth =
    DEGREES.test(lat) && DEGREES.test(lon) && Math.abs(Number(lat)) <= 90 && Math.abs(Number(lon)) <= 180;
  if (!isOnEarth) return 'bad-position';
  if (title === '') return 'missing-title';
  return { line, atMs, lat: Number(lat), lon: Number(lon), title, place };
}

/** Not a number for anything but a complete ISO time; a time without a zone is UTC, so that every machine plays the same day. */
function millisecondsOf(at: string): number {
  const match = TIME.exec(at);
  if (match === null) return Number.NaN;
  const iso = at.replace(' ', 'T');
  return Date.parse(match[1] === undefined ? `${iso}Z` : iso);
}

function recordsOf(csv: string): CsvRecord[] {
  const records: CsvRecord[] = [];
  let position = 0;
  let line = 1;
  while (position < csv.length) {
    const { fields, end, isBroken } = recordAt(csv, position);
    records.push({ line, fields, isBroken });
    line += csv.slice(position, end).match(LINE_END)?.length ?? 0;
    position = end;
  }
  return records;
}

function recordAt(csv: string, start: number): { fields: string[]; end: number; isBroken: boolean } {
  const fields: string[] = [];
  FIELD.lastIndex = start;
  for (;;) {
    const from = FIELD.lastIndex;
    const match = FIELD.exec(csv);
    if (match === null) return { fields, end: endOfBroken(csv, from), isBroken: true };
    const [, quoted, bare = '', terminator] = match;
    fields.push(quoted === undefined ? bare : quoted.replaceAll('""', '"'));
    if (terminator !== ',') return { fields, end: FIELD.lastIndex, isBroken: false };
  }
}

/** Where reading goes on after a misplaced quote: the next line, or nowhere when a quoted field was never closed. */
function endOfBroken(csv: string, from: number): number {
  const isUnclosed = csv[from] === '"' && !/^"[^"]*(?:""[^"]*)*"/u.test(csv.slice(from));
  if (isUnclosed) return csv.length;
  LINE_END.lastIndex = from;
  return LINE_END.exec(csv) === null ? csv.length : LINE_END.lastIndex;
}
