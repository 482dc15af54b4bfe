import type { ErrorCode, Refusal } from './errors.ts';
import type { RosterPosition } from './roster.ts';
import { NamedOfficer, rosterPositions } from './roster.ts';

/** Columns of a roster file in the order of the export; `exercise` is written, never read. */
export const rosterColumns = [
  'directorate',
  'position',
  'officer',
  'phone',
  'starts',
  'ends',
  'exercise',
] as const;
type Column = (typeof rosterColumns)[number];

/** A row of a file as it was written. */
export interface WrittenRow {
  readonly line: number;
  readonly cells: readonly string[];
}

/** What a row says once its words are understood. */
export interface ReadRow {
  readonly directorateId: string;
  readonly position: RosterPosition;
  readonly officer: string;
  readonly phone?: string;
  readonly startsAt: string;
  readonly endsAt: string;
}

const headings: Readonly<Record<Column, readonly string[]>> = {
  directorate: ['directorate', 'المديرية', 'مديرية الأمن'],
  position: ['position', 'الموقع', 'الصفة'],
  officer: ['officer', 'name', 'الضابط', 'الاسم'],
  phone: ['phone', 'الهاتف'],
  starts: ['starts', 'from', 'البداية', 'من'],
  ends: ['ends', 'to', 'النهاية', 'إلى'],
  exercise: ['exercise', 'تمرين'],
};

const positionWords: Readonly<Record<RosterPosition, readonly string[]>> = {
  'on-duty': ['on-duty', 'on duty', 'مناوب', 'المناوب', 'ضابط مناوب'],
  second: ['second', 'الثاني', 'الضابط الثاني'],
  superior: ['superior', 'الرئيس', 'الضابط الأعلى'],
};

const plain = (text: string): string => text.trim().toLowerCase();

/** Brings the cells of a file into the order of the columns by its heading; nothing when a needed column is missing. */
export function rowsByHeading(table: readonly (readonly string[])[]): WrittenRow[] | undefined {
  const [heading = [], ...body] = table;
  const places = rosterColumns.map((column) =>
    heading.findIndex((written) => headings[column].includes(plain(written))),
  );
  const needed = places.filter((_, n) => rosterColumns[n] !== 'phone' && rosterColumns[n] !== 'exercise');
  if (needed.includes(-1)) return undefined;
  return body
    .map((cells, n) => ({
      line: n + 2,
      cells: places.slice(0, 6).map((place) => (place === -1 ? '' : (cells[place] ?? '').trim())),
    }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''));
}

/**
 * An instant as a roster writes it: ISO 8601, or day and time of Libya, which keeps UTC+2 all year. Nothing when
 * it is no such time, like the 31st of February.
 */
export function rosterInstant(written: string): string | undefined {
  const match = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:\d\d)?$/.exec(
    written.trim(),
  );
  if (match === null) return undefined;
  const [, day = '', time = '', offset = '+02:00'] = match;
  const local = new Date(`${day}T${time}:00Z`);
  if (Number.isNaN(local.getTime()) || !local.toISOString().startsWith(`${day}T${time}`)) return undefined;
  return new Date(`${day}T${time}:00${offset}`).toISOString();
}

/** The day and time of Libya of an instant, as `rosterInstant` reads it. */
export function writtenInstant(instant: string): string {
  return new Date(Date.parse(instant) + 2 * 3_600_000).toISOString().slice(0, 16).replace('T', ' ');
}

interface Directorate {
  readonly id: string;
  readonly nameAr: string;
  readonly nameEn: string;
}

/** Understands a row, or says for each of its fields what is wrong. */
export function readRow(
  { cells }: WrittenRow,
  directorates: readonly Directorate[],
): { readonly row?: ReadRow; readonly errors: readonly Refusal[] } {
  const [directorate = '', position = '', officer = '', phone = '', starts = '', ends = ''] = cells;
  const found = directorates.find((each) =>
    [each.id, plain(each.nameAr), plain(each.nameEn)].includes(plain(directorate)),
  );
  const place = rosterPositions.find((each) => positionWords[each].includes(plain(position)));
  const startsAt = rosterInstant(starts);
  const endsAt = rosterInstant(ends);
  const named = NamedOfficer.safeParse({ name: officer, ...(phone === '' ? {} : { phone }) });
  const wrongOfficer = named.success ? undefined : named.error.issues[0]?.path[0];
  const wrong: readonly (readonly [boolean, ErrorCode, string])[] = [
    [found === undefined, 'unknown-directorate', 'directorateId'],
    [place === undefined, 'unreadable-cell', 'position'],
    [wrongOfficer === 'name', 'unreadable-cell', 'officer'],
    [wrongOfficer === 'phone', 'unreadable-cell', 'phone'],
    [startsAt === undefined, 'unreadable-cell', 'startsAt'],
    [endsAt === undefined, 'unreadable-cell', 'endsAt'],
  ];
  const errors = wrong.filter(([is]) => is).map(([, code, field]) => ({ code, field }));
  if (found === undefined || place === undefined || startsAt === undefined || endsAt === undefined)
    return { errors };
  if (errors.length > 0) return { errors };
  const read = { directorateId: found.id, position: place, officer, startsAt, endsAt };
  return { row: phone === '' ? read : { ...read, phone }, errors };
}

// CSV after RFC 4180

/** A cell that a spreadsheet would take for a formula gets an apostrophe in front, which reading takes off again. */
function guarded(cell: string): string {
  return /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
}

/** The table as CSV with a byte order mark, so that spreadsheets see its Arabic; no cell can act as a formula. */
export function csvOf(table: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    cells.map((cell) => `"${guarded(cell).replaceAll('"', '""')}"`).join(',');
  return `\uFEFF${table.map(line).join('\r\n')}\r\n`;
}

/** The cells of a CSV text; comma or semicolon, as its first line has it. Nothing when a quote is left open. */
export function tableOf(csv: string): string[][] | undefined {
  const text = csv.replace(/^\uFEFF/, '');
  const heading = text.split('\n', 1)[0] ?? '';
  const comma = heading.includes(';') && !heading.includes(',') ? ';' : ',';
  const table: string[][] = [[]];
  let cell = '';
  let quoted = false;
  const endCell = (): void => {
    table.at(-1)?.push(cell.replace(/^'(?=[=+\-@])/, ''));
    cell = '';
  };
  for (let n = 0; n < text.length; n += 1) {
    const char = text[n] ?? '';
    if (quoted) {
      if (char !== '"') cell += char;
      else if (text[n + 1] === '"') {
        cell += char;
        n += 1;
      } else quoted = false;
    } else if (char === '"' && cell === '') quoted = true;
    else if (char === comma) endCell();
    else if (char === '\n') {
      endCell();
      table.push([]);
    } else if (char !== '\r') cell += char;
  }
  if (quoted) return undefined;
  endCell();
  return table;
}
