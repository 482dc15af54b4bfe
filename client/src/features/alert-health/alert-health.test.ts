import { longestPeriodMs, refusePeriod } from '@t1/shared/alert-health';
import { expect, test } from 'vitest';
import { orderedBy } from './directorate-order.ts';
import { periodUntil, periods } from './period.ts';
import { barsOf, topOf } from './rate-bars.ts';

const now = Date.parse('2026-11-24T07:43:21.500Z');

test('today begins at midnight in Libya, the last day is left to the room, the others begin at whole ten minutes', () => {
  const begins = periods.map((period) => periodUntil(now, period).from);
  expect(begins).toEqual([
    '2026-11-23T22:00:00.000Z',
    undefined,
    '2026-11-17T07:50:00.000Z',
    '2026-10-24T07:50:00.000Z',
  ]);
});

test('no period that can be chosen is one the room refuses, at midnight neither', () => {
  for (const at of [now, Date.parse('2026-11-23T22:00:00Z'), Date.parse('2026-11-24T07:50:00Z')]) {
    for (const period of periods) {
      const { from, to } = periodUntil(at, period);
      if (from === undefined || to === undefined) continue;
      expect(refusePeriod(new Date(from), new Date(to)), `${period} ${to}`).toBeUndefined();
      expect(Date.parse(to) - Date.parse(from)).toBeLessThanOrEqual(longestPeriodMs);
    }
  }
});

test('a day has a bar for each ten minutes, a month the fullest ten minutes of each six hours', () => {
  const from = '2026-11-24T00:00:00.000Z';
  expect(barsOf(from, Array.from<number>({ length: 144 }).fill(1))).toMatchObject({ slotsPerBar: 1 });
  const month = Array.from<number>({ length: 31 * 144 }).fill(0);
  month[40] = 12;
  const { bars, slotsPerBar } = barsOf(from, month);
  expect([slotsPerBar, bars.length]).toEqual([36, 124]);
  expect(bars[1]).toEqual({ at: Date.parse('2026-11-24T06:00:00Z'), peak: 12 });
});

test('the flood line is always inside the scale', () => {
  expect(topOf([])).toBe(16);
  expect(topOf([{ at: 0, peak: 40 }])).toBe(44);
});

test('directorates without any acknowledgement come last, however the times are ordered', () => {
  const rows = [
    { directorateId: 'a', raised: 3, never: 3, acknowledged: 0 },
    { directorateId: 'b', raised: 2, never: 0, acknowledged: 2, medianSeconds: 90 },
    { directorateId: 'c', raised: 9, never: 1, acknowledged: 8, medianSeconds: 30 },
  ];
  const ids = (key: 'medianSeconds' | 'raised', descending: boolean) =>
    orderedBy(rows, key, descending, (id) => id, 'en').map(({ directorateId }) => directorateId);
  expect(ids('medianSeconds', true)).toEqual(['b', 'c', 'a']);
  expect(ids('medianSeconds', false)).toEqual(['c', 'b', 'a']);
  expect(ids('raised', true)).toEqual(['c', 'a', 'b']);
});
