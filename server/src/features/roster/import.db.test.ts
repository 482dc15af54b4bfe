import { importRoster, listShifts } from '@t1/shared/roster-doors';
import { csvOf, rosterColumns, writtenInstant } from '@t1/shared/roster-files';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Person, TestRoom } from '../../../test/harness.ts';
import { openTestRoom } from '../../../test/harness.ts';
import { readTable, writeTable } from './roster-table.ts';

let room: TestRoom;
let duty: Person;
beforeAll(async () => {
  room = await openTestRoom();
  duty = room.as('sabha-duty');
});
afterAll(() => room.close());

/** The day and time of Libya so many hours from now, as a file writes it. */
const inHours = (hours: number): string =>
  writtenInstant(new Date(Date.now() + hours * 3_600_000).toISOString());

const heading = rosterColumns.slice(0, 6);
const row = (from: number, to: number, changes: Partial<Record<number, string>> = {}): string[] =>
  ['sabha', 'on-duty', 'sabha-duty', '', inHours(from), inHours(to)].map((cell, n) => changes[n] ?? cell);

const asCsv = (rows: readonly string[][]): string =>
  Buffer.from(csvOf([heading, ...rows])).toString('base64');
const events = async (): Promise<unknown[]> => room.sql('select seq from event_log');

test('a file is first only tried: every wrong row says what is wrong, and nothing is stored', async () => {
  const before = await events();
  const content = asCsv([
    row(100, 108),
    row(104, 112),
    row(120, 128, { 0: 'tripoli', 2: 'ضابط' }),
    row(130, 160),
    row(170, 178, { 0: 'أطلانطس', 1: 'سائق', 3: 'هاتف', 4: '31/02/2027' }),
    row(180, 188, { 1: 'الثاني', 2: 'ضابط ثانٍ', 3: '+218 91-0000000' }),
  ]);
  const { rows, imported } = await duty.done(importRoster, { format: 'csv', content, dryRun: true });
  expect(imported).toBe(0);
  expect(
    rows.map(({ line, errors }) => [line, ...errors.map(({ code, field }) => `${field} ${code}`)]),
  ).toEqual([
    [2],
    [3, 'startsAt shift-overlap'],
    [4, 'directorateId forbidden'],
    [5, 'endsAt shift-length'],
    [
      6,
      'directorateId unknown-directorate',
      'position unreadable-cell',
      'phone unreadable-cell',
      'startsAt unreadable-cell',
    ],
    [7],
  ]);
  const really = await duty.done(importRoster, { format: 'csv', content, dryRun: false });
  expect(really.imported).toBe(0);
  expect(await events()).toEqual(before);
});

test.each(['csv', 'xlsx'] as const)(
  'a right %s file is imported whole, and not a second time',
  async (format) => {
    const start = format === 'csv' ? 200 : 300;
    const rows = [
      row(start, start + 8),
      row(start + 8, start + 20),
      row(start, start + 8, { 1: 'الثاني', 2: '=ضابط' }),
    ];
    const content = (await writeTable(format, [heading, ...rows])).toString('base64');
    const input = { format, content, dryRun: false };
    expect(await duty.done(importRoster, input)).toMatchObject({ imported: 3 });
    const { items } = await duty.done(listShifts, {
      from: new Date(Date.now() + (start - 1) * 3_600_000).toISOString(),
      to: new Date(Date.now() + (start + 30) * 3_600_000).toISOString(),
    });
    const officers = items.map(({ position, officer }) => [
      position,
      officer.nameAr,
      officer.userId !== undefined,
    ]);
    expect(officers.toSorted(([a = ''], [b = '']) => (a < b ? -1 : Number(a > b)))).toEqual([
      ['on-duty', 'مناوب سبها', true],
      ['on-duty', 'مناوب سبها', true],
      ['second', '=ضابط', false],
    ]);
    const again = await duty.done(importRoster, input);
    expect(again.imported).toBe(0);
    expect(again.rows.flatMap(({ errors }) => errors.map(({ code }) => code))).toEqual(
      Array.from({ length: 3 }, () => 'shift-overlap'),
    );
  },
);

test('what is no roster file is refused, whatever it is', async () => {
  const refused = async (format: 'csv' | 'xlsx', text: string) =>
    duty.refused(importRoster, { format, content: Buffer.from(text).toString('base64'), dryRun: true });
  for (const problem of [
    await refused('csv', 'name,age\r\nx,3\r\n'),
    await refused('csv', `${heading.join(',')}\r\n`),
    await refused('csv', `${heading.join(',')}\r\n"sabha,`),
    await refused('xlsx', 'this is no workbook'),
  ]) {
    expect(problem).toMatchObject({ code: 'unreadable-file', field: 'content' });
  }
});

test('a workbook that unfolds to more than a roster can be is not unfolded', async () => {
  const bomb = await writeTable(
    'xlsx',
    Array.from({ length: 2_000 }, (_, n) => [`${n} ${'ضابط'.repeat(700)}`]),
  );
  expect(bomb.length).toBeLessThan(200_000);
  expect(await readTable('xlsx', bomb)).toBeUndefined();
});
