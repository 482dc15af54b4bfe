import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCalls } from './calls-csv.ts';

const header = 'at,lat,lon,title,place';
const good = '2026-01-01T08:00:20Z,32.87934,13.19161,حادث مروري,طرابلس';
const atGood = Date.UTC(2026, 0, 1, 8, 0, 20);

test('a call is read with its line, its instant and its place', () => {
  expect(parseCalls(`${header}\n${good}\n`)).toEqual({
    rows: [{ line: 2, atMs: atGood, lat: 32.87934, lon: 13.19161, title: 'حادث مروري', place: 'طرابلس' }],
    errors: [],
  });
});

test('a file saved by a spreadsheet on another machine reads the same', () => {
  const saved = `\uFEFF${header}\r\n${good}\r\n\r\n"2026-01-01 08:00:20","32.5","13.5","حريق، ""السوق"", كبير",""`;
  const { rows, errors } = parseCalls(saved);
  expect(errors).toEqual([]);
  expect(rows.map(({ line, title, atMs }) => [line, title, atMs])).toEqual([
    [2, 'حادث مروري', atGood],
    [4, 'حريق، "السوق", كبير', atGood],
  ]);
});

test('a time without a zone is UTC, a time with one is respected', () => {
  const { rows } = parseCalls(
    `${header}\n2026-01-01T08:00:20,32,13,a,b\n2026-01-01T10:00:20+02:00,32,13,a,b`,
  );
  expect(rows.map(({ atMs }) => atMs)).toEqual([atGood, atGood]);
});

test('each bad record is named with its line and does not hide the good ones', () => {
  const csv = [
    header,
    'yesterday,32,13,a,b',
    good,
    '2026-13-01T08:00:20Z,32,13,a,b',
    '2026-01-01T08:00:20Z,132,13,a,b',
    '2026-01-01T08:00:20Z,,13,a,b',
    '2026-01-01T08:00:20Z,32,13, ,b',
    '2026-01-01T08:00:20Z,32,13,a',
    '2026-01-01T08:00:20Z,32,13,a "b" c,d',
    '2026-01-01T08:00:20Z,32,13,"two\nlines",b',
    '2026-01-01T08:00:20Z,32,x,a,b',
  ].join('\n');
  const { rows, errors } = parseCalls(csv);
  expect(rows.map(({ line }) => line)).toEqual([3, 10]);
  expect(errors).toEqual([
    { line: 2, fault: 'bad-time' },
    { line: 4, fault: 'bad-time' },
    { line: 5, fault: 'bad-position' },
    { line: 6, fault: 'bad-position' },
    { line: 7, fault: 'missing-title' },
    { line: 8, fault: 'wrong-field-count' },
    { line: 9, fault: 'bad-quote' },
    { line: 12, fault: 'bad-position' },
  ]);
});

test('an unclosed quote is reported where it begins', () => {
  expect(parseCalls(`${header}\n${good}\n2026-01-01T08:00:20Z,32,13,"a,b\n${good}`)).toMatchObject({
    rows: [{ line: 2 }],
    errors: [{ line: 3, fault: 'bad-quote' }],
  });
});

test('a file with other columns is refused whole', () => {
  expect(parseCalls('lat,lon,title\n1,2,x')).toEqual({
    rows: [],
    errors: [{ line: 1, fault: 'wrong-header' }],
  });
  expect(parseCalls('')).toEqual({ rows: [], errors: [{ line: 1, fault: 'wrong-header' }] });
});

test('what is written by the rules of CSV is read back, whatever the words', () => {
  const words = fc.string({ unit: 'binary', maxLength: 30 });
  const quote = (text: string) => `"${text.replaceAll('"', '""')}"`;
  fc.assert(
    fc.property(
      fc.array(fc.tuple(words, words), { maxLength: 5 }),
      fc.constantFrom('\n', '\r\n'),
      (calls, newline) => {
        const lines = calls.map(
          ([title, place]) => `2026-01-01T08:00:20Z,32,13,${quote(`t${title}`)},${quote(place)}`,
        );
        const { rows, errors } = parseCalls([header, ...lines].join(newline));
        expect(errors).toEqual([]);
        expect(rows.map(({ title, place }) => [title, place])).toEqual(
          calls.map(([title, place]) => [`t${title}`.trim(), place.trim()]),
        );
      },
    ),
  );
});

test('no file makes the reader fall over or read for ever', () => {
  const scraps = fc.constantFrom('"', ',', '\n', '\r', 'a', '32', header, good);
  fc.assert(
    fc.property(fc.array(scraps, { maxLength: 40 }), (parts) => {
      parseCalls(`${header}\n${parts.join('')}`);
    }),
  );
});
