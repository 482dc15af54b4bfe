import type { rosterFormats } from '@t1/shared/roster-doors';
import { csvOf, tableOf } from '@t1/shared/roster-files';
import { readSheet } from 'read-excel-file/node';
import writeWorkbook from 'write-excel-file/node';

/** A roster of hundreds of rows unfolds to far less; what unfolds to more is meant to fill the memory. */
const unfoldedMax = 4_000_000;

type Format = (typeof rosterFormats)[number];

/** The cells of a file as texts; nothing when it is no such file. */
export async function readTable(format: Format, file: Buffer): Promise<string[][] | undefined> {
  if (format === 'csv') return tableOf(file.toString('utf8'));
  if (unfoldedSize(file) > unfoldedMax) return undefined;
  try {
    return (await readSheet(file)).map((row) => row.map(textOf));
  } catch {
    // Whatever the reader says of a broken workbook, the person can only choose another file.
    return undefined;
  }
}

/** What the directory of a ZIP file says its parts unfold to, in bytes. */
function unfoldedSize(file: Buffer): number {
  const entry = Buffer.from('PK\u0001\u0002');
  let sum = 0;
  for (let at = file.indexOf(entry); at !== -1 && at + 28 <= file.length; at = file.indexOf(entry, at + 4)) {
    sum += file.readUInt32LE(at + 24);
  }
  return sum;
}

/** A workbook knows days as numbers without a zone: what the sheet shows is the time in Libya. */
function textOf(cell: unknown): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 16).replace('T', ' ');
  if (typeof cell === 'string') return cell;
  return typeof cell === 'number' || typeof cell === 'boolean' ? String(cell) : '';
}

/** The table as a file. In a workbook every cell is a text: none of them is calculated. */
export async function writeTable(format: Format, table: readonly (readonly string[])[]): Promise<Buffer> {
  if (format === 'csv') return Buffer.from(csvOf(table), 'utf8');
  const rows = table.map((row) => row.map((value) => ({ value, type: String })));
  return writeWorkbook(rows).toBuffer();
}
