import { describe, expect, test } from 'vitest';
import { MessageBudget } from './message-budget.ts';

/** What each of so many messages at an even pace calls for. */
function pace(budget: MessageBudget, perSecond: number, seconds: number): string[] {
  const count = perSecond * seconds;
  return Array.from({ length: count }, (_, n) => budget.spend((n * 1_000) / perSecond));
}

describe('a screen that sends', () => {
  test('as many messages a second as it may is never warned about', () => {
    expect(new Set(pace(new MessageBudget(0), 20, 60))).toEqual(new Set(['nothing']));
  });

  test('more is warned about once and goes on', () => {
    const calls = pace(new MessageBudget(0), 90, 60);
    expect(calls.filter((call) => call === 'warning')).toHaveLength(1);
    expect(calls).not.toContain('closing');
  });

  test('far more is closed within two seconds', () => {
    const calls = pace(new MessageBudget(0), 200, 3);
    expect(calls.indexOf('closing')).toBeGreaterThan(100);
    expect(calls.indexOf('closing')).toBeLessThan(400);
  });

  test('hundreds at once is closed at the hundred and first', () => {
    const budget = new MessageBudget(0);
    const calls = Array.from({ length: 150 }, () => budget.spend(0));
    expect(calls.indexOf('closing')).toBe(100);
  });

  test('much, then rests, may send again', () => {
    const budget = new MessageBudget(0);
    for (let n = 0; n < 100; n += 1) budget.spend(0);
    expect(budget.spend(5_000)).toBe('nothing');
  });
});
