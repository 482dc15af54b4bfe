import type { ShiftView } from '@t1/shared/roster';
import { describe, expect, test } from 'vitest';
import { dayName, entriesOf, hoursOf, weekFrom } from './week.ts';

/** Tuesday, half past midnight in Libya: in UTC it is still Monday. */
const now = Date.parse('2026-11-23T22:30:00Z');
const [today, tomorrow] = weekFrom(now);

function shift(startsAt: string, endsAt: string, changes: Partial<ShiftView> = {}): ShiftView {
  return {
    id: startsAt,
    directorateId: 'sabha',
    position: 'on-duty',
    officer: { nameAr: 'ضابط', nameEn: 'Officer' },
    startsAt,
    endsAt,
    state: 'standing',
    version: 1,
    exercise: true,
    ...changes,
  };
}

describe('the week of the roster', () => {
  test('begins with the Libyan day and has seven days', () => {
    expect(weekFrom(now)).toHaveLength(7);
    expect(today === undefined ? '' : dayName(today, 'en')).toBe('Tue 24');
    expect(today === undefined ? '' : dayName(today, 'ar')).toBe('الثلاثاء 24');
  });

  test('shows the shift that runs into today, then the hole after it; a hole within a day is near', () => {
    if (today === undefined || tomorrow === undefined) throw new Error('A week has days.');
    const own = [shift('2026-11-23T06:00:00.000Z', '2026-11-24T06:00:00.000Z')];
    const shown = entriesOf(own, 'on-duty', today, now);
    expect(shown.map(({ kind }) => kind)).toEqual(['shift', 'gap']);
    expect(shown[1]).toMatchObject({ gap: { from: '2026-11-24T06:00:00.000Z' }, soon: true });
    expect(shown[1]?.kind === 'gap' && hoursOf(shown[1].gap)).toBe('08:00–00:00');
    const later = weekFrom(now)[4];
    expect(later && entriesOf(own, 'on-duty', later, now)).toMatchObject([{ kind: 'gap', soon: false }]);
  });

  test('warns of nobody but the officer on duty, and forgets what was cancelled or is over', () => {
    if (today === undefined) throw new Error('A week has days.');
    const over = shift('2026-11-23T06:00:00.000Z', '2026-11-23T22:00:00.000Z', { position: 'second' });
    const cancelled = shift('2026-11-24T06:00:00.000Z', '2026-11-24T14:00:00.000Z', {
      position: 'second',
      state: 'cancelled',
    });
    expect(entriesOf([over, cancelled], 'second', today, now)).toEqual([]);
  });
});
