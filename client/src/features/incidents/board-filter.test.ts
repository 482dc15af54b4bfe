import type { IncidentView } from '@t1/shared/incidents';
import { expect, test } from 'vitest';
import { filterBoard, wholeBoard } from './board-filter.ts';
import { tallyOf } from './DirectorateTally.tsx';

const words = (type: string) => (type === 'fire' ? 'حريق Fire' : 'مشاجرة Quarrel');

let made = 0;
function incident(title: string, more: Partial<IncidentView> = {}): IncidentView {
  made += 1;
  const at = `2026-11-23T10:00:${String(made).padStart(2, '0')}Z`;
  return {
    id: `0190a000-0000-7000-8000-${String(made).padStart(12, '0')}`,
    ref: `T1-2026-${String(made).padStart(6, '0')}`,
    type: 'fire',
    severity: 3,
    state: 'reported',
    version: 1,
    title,
    plates: [],
    location: { lat: 27.04, lon: 14.43 },
    districtId: 'LY-SB',
    directorateId: 'sabha',
    occurredAt: at,
    reportedAt: at,
    reportedBy: {
      id: '0190a000-0000-7000-8000-000000000000',
      nameAr: 'مبلّغ',
      nameEn: 'Reporter',
      role: 'reporter',
    },
    exercise: true,
    ...more,
  };
}

const ahmad = incident('أحمد يبلّغ عن سيارة قرب مدرسة الفتح');
const oil = incident('دخان من المستودع', { severity: 1, plates: ['5-123456'] });
const market = incident('شجار في السوق', { type: 'quarrel', severity: 2, directorateId: 'tripoli' });
const board = [ahmad, oil, market];
const found = (text: string) => filterBoard(board, { ...wholeBoard, text }, words);

test('احمد finds أحمد, مدرسه finds مدرسة, and so does the other way round', () => {
  for (const text of ['احمد', 'أحمد', 'مدرسه', 'مدرسة', 'أَحْمَد']) expect(found(text), text).toEqual([ahmad]);
});

test('an incident is found by its reference, its plate and the name of its type in both languages', () => {
  expect(found(oil.ref)).toEqual([oil]);
  expect(found('5-123456')).toEqual([oil]);
  expect(found('٥-١٢٣٤٥٦')).toEqual([oil]);
  expect(found('quarrel')).toEqual([market]);
  expect(found('حريق مدرسة')).toEqual([ahmad]);
  expect(found('زلزال')).toEqual([]);
});

test('the gravest come first, and of the same severity the newest; or simply the newest', () => {
  const later = incident('دخان آخر', { severity: 1 });
  expect(filterBoard([...board, later], wholeBoard, words)).toEqual([later, oil, market, ahmad]);
  expect(filterBoard([oil, later, ahmad], { ...wholeBoard, order: 'newest' }, words)).toEqual([
    later,
    oil,
    ahmad,
  ]);
});

test('severity and directorate narrow the board together', () => {
  expect(filterBoard(board, { ...wholeBoard, severity: 2 }, words)).toEqual([market]);
  expect(filterBoard(board, { ...wholeBoard, severity: 2, directorateId: 'sabha' }, words)).toEqual([]);
});

test('the directorate with the gravest incidents leads the tally', () => {
  expect(tallyOf([market, ahmad, oil]).map(({ directorateId, total }) => [directorateId, total])).toEqual([
    ['sabha', 2],
    ['tripoli', 1],
  ]);
});
