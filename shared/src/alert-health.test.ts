import { expect, test } from 'vitest';
import {
  judgeAverageRate,
  judgeChattering,
  judgeFloodShare,
  judgePeak,
  judgeShare,
  judgeStale,
  priorityShares,
  refusePeriod,
} from './alert-health.ts';

test('one alert in ten minutes is acceptable, two are manageable, more demand too much', () => {
  expect([0, 1, 1.1, 2, 2.1].map(judgeAverageRate)).toEqual(['good', 'good', 'watch', 'watch', 'bad']);
});

test('ten alerts in ten minutes are borne, eleven are a flood, more than twenty cannot be coped with', () => {
  expect([0, 10, 11, 20, 21].map(judgePeak)).toEqual(['good', 'good', 'watch', 'watch', 'bad']);
});

test('less than one hundredth of the time in flood is good, one hundredth is not', () => {
  expect([0, 0.0099, 0.01, 0.049, 0.05].map(judgeFloodShare)).toEqual([
    'good',
    'good',
    'watch',
    'watch',
    'bad',
  ]);
});

test('four stale alerts are good, five are not', () => {
  expect([0, 4, 5, 9, 10].map(judgeStale)).toEqual(['good', 'good', 'watch', 'watch', 'bad']);
});

test('no source should chatter', () => {
  expect([0, 1, 2, 3].map(judgeChattering)).toEqual(['good', 'watch', 'watch', 'bad']);
});

test('eighty, fifteen and five of a hundred are the right share of low, medium and high', () => {
  expect([1, 0.8, 0.79, 0.65, 0.64].map((share) => judgeShare('low', share))).toEqual([
    'good',
    'good',
    'watch',
    'watch',
    'bad',
  ]);
  expect([0, 0.15, 0.16, 0.31].map((share) => judgeShare('medium', share))).toEqual([
    'good',
    'good',
    'watch',
    'bad',
  ]);
  expect([0, 0.05, 0.06, 0.11].map((share) => judgeShare('high', share))).toEqual([
    'good',
    'good',
    'watch',
    'bad',
  ]);
});

test('severity 3 and 4 are low, and without alerts there are no shares', () => {
  expect(priorityShares({ 1: 5, 2: 15, 3: 50, 4: 30 })).toEqual({ low: 0.8, medium: 0.15, high: 0.05 });
  expect(priorityShares({ 1: 0, 2: 0, 3: 0, 4: 0 })).toBeUndefined();
});

test('a period ends after it begins and is no longer than 31 days', () => {
  const at = (day: number) => new Date(Date.UTC(2026, 9, day));
  expect(refusePeriod(at(1), at(32))).toBeUndefined();
  expect(refusePeriod(at(1), new Date(at(32).getTime() + 1))).toEqual({ code: 'malformed', field: 'from' });
  for (const end of [at(2), at(1)]) expect(refusePeriod(at(2), end)).toMatchObject({ field: 'from' });
});
