import { expect, test } from 'vitest';
import { csvOf, readRow, rosterInstant, rowsByHeading, tableOf, writtenInstant } from './roster-files.ts';

const directorates = [{ id: 'sabha', nameAr: 'مديرية أمن سبها', nameEn: 'Sabha Security Directorate' }];
const cells = (changes: Partial<Record<number, string>> = {}): string[] =>
  ['sabha', 'on-duty', 'ضابط', '', '2026-11-24 08:00', '2026-11-25 08:00'].map(
    (cell, n) => changes[n] ?? cell,
  );
const read = (changes: Partial<Record<number, string>> = {}) =>
  readRow({ line: 2, cells: cells(changes) }, directorates);

test('a table survives the way through CSV, whatever its cells hold', () => {
  const table = [
    ['a', 'b'],
    ['=1+1', '+218 91', '-x', '@y'],
    ['with "quotes"', 'comma, and\nline', '', 'عربي'],
  ];
  expect(tableOf(csvOf(table))?.slice(0, 3)).toEqual(table);
});

test('no cell of an export begins like a formula', () => {
  const csv = csvOf([['=cmd', '+1', '-1', '@a', '\tx', 'fine']]);
  expect(csv).not.toMatch(/"[=+\-@\t]/);
  expect(csv).toContain('"fine"');
});

test('semicolons are read as well, and an open quote is no table', () => {
  expect(tableOf('a;b\r\n1;2')).toEqual([
    ['a', 'b'],
    ['1', '2'],
  ]);
  expect(tableOf('a,b\r\n"1,2')).toBeUndefined();
});

test('columns are found by their heading in Arabic or English, in any order; empty lines are passed over', () => {
  const table = [
    ['النهاية', 'البداية', 'Officer', 'المديرية', 'position'],
    ['e', 's', 'o', 'd', 'p'],
    ['', '', '', '', ''],
  ];
  expect(rowsByHeading(table)).toEqual([{ line: 2, cells: ['d', 'p', 'o', '', 's', 'e'] }]);
  expect(rowsByHeading([['name', 'age']])).toBeUndefined();
});

test('a time without an offset is Libyan; one that does not exist is no time', () => {
  expect(rosterInstant('2026-11-24 08:00')).toBe('2026-11-24T06:00:00.000Z');
  expect(rosterInstant('2026-11-24T08:00:00Z')).toBe('2026-11-24T08:00:00.000Z');
  expect(writtenInstant('2026-11-24T06:00:00.000Z')).toBe('2026-11-24 08:00');
  for (const wrong of ['2026-02-31 08:00', '2026-11-24 24:30', '24/11/2026 08:00', '2026-11-24', '']) {
    expect([wrong, rosterInstant(wrong)]).toEqual([wrong, undefined]);
  }
});

test('a row is understood in both languages', () => {
  expect(read({ 0: 'مديرية أمن سبها', 1: 'مناوب', 3: '+218 91-1' })).toEqual({
    row: {
      directorateId: 'sabha',
      position: 'on-duty',
      officer: 'ضابط',
      phone: '+218 91-1',
      startsAt: '2026-11-24T06:00:00.000Z',
      endsAt: '2026-11-25T06:00:00.000Z',
    },
    errors: [],
  });
});

test('a wrong row names each of its wrong fields', () => {
  const wrong = (changes: Partial<Record<number, string>>) => read(changes).errors.map(({ field }) => field);
  expect(wrong({ 0: 'atlantis' })).toEqual(['directorateId']);
  expect(wrong({ 1: 'driver', 2: '', 4: 'soon', 5: 'later' })).toEqual([
    'position',
    'officer',
    'startsAt',
    'endsAt',
  ]);
  expect(wrong({ 3: 'call me' })).toEqual(['phone']);
  expect(wrong({ 2: 'name\u202Eeman' })).toEqual(['officer']);
});
