import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { parseCalls } from './calls-csv.ts';
import { planCountry } from './living-country.ts';

const csv = readFileSync(new URL('../../exercise/scenario.csv', import.meta.url), 'utf8');
const plan = planCountry(csv, '019c0b5e-4a00-7123-8abc-0123456789ab');
const past = plan.filter(({ dueMs }) => dueMs <= 0);
const coming = plan.filter(({ dueMs }) => dueMs > 0);

test('every call of the shipped scenario can be read and is played', () => {
  expect(parseCalls(csv).errors).toEqual([]);
  expect(plan.length).toBe(csv.trim().split('\n').length - 1);
});

test('whoever opens the room finds an hour behind the room, with grave calls in it that wait for somebody', () => {
  expect(past.length).toBeGreaterThan(40);
  expect(past[0]?.dueMs).toBe(-3_600_000);
  expect(past.filter(({ report }) => report.severity <= 2).length).toBeGreaterThan(5);
});

test('for the first half hour something happens at least every seventy seconds', () => {
  const moments = [0, ...coming.map(({ dueMs }) => dueMs)];
  const waits = moments.slice(1).map((moment, index) => moment - (moments[index] ?? 0));
  expect(moments.at(-1)).toBeGreaterThan(30 * 60_000);
  expect(Math.max(...waits)).toBeLessThanOrEqual(70_000);
});

test('few of its calls have a type that nobody could name', () => {
  expect(plan.filter(({ report }) => report.type === 'other')).toEqual([]);
});
