import { describe, expect, test } from 'vitest';
import { ar } from './ar.ts';
import { en } from './en.ts';
import { formatDate, formatElapsed, formatTime, fromLocalInput, toLocalInput } from './format.ts';
import { formatNumber } from './plural.ts';

const sources = import.meta.glob<string>(['../**/*.{ts,tsx}', '!../i18n/{ar,en}*.ts', '!../**/*.test.*'], {
  query: '?raw',
  import: 'default',
  eager: true,
});
const code = Object.values(sources).join('\n');

/** Sections that are read by a key computed from data; their keys are words of the contract or of a type. */
const readByData = [
  'severity',
  'states',
  'dispositions',
  'intents',
  'targets',
  'stepTasks',
  'actionKinds',
  'roles',
  'rosterPositions',
  'rosterSteps',
  'connection',
  'log',
  'tabs',
  'actions',
  'faults',
  'otherRoles',
  'verdict',
  'spans',
  'priorities',
  'periods',
  'stage',
];

type Leaf = readonly [path: string, text: unknown];

function leavesOf(texts: object, path = ''): Leaf[] {
  return Object.entries(texts).flatMap(([key, value]: [string, unknown]) =>
    typeof value === 'object' && value !== null
      ? leavesOf(value, `${path}${key}.`)
      : [[`${path}${key}`, value] as const],
  );
}

describe('the texts of the screen', () => {
  test('Arabic and English say the same things, in the same shape', () => {
    const shapeOf = (texts: object) => leavesOf(texts).map(([path, text]) => `${path}: ${typeof text}`);
    expect(shapeOf(en)).toEqual(shapeOf(ar));
  });

  test('none is empty, and Arabic is written in Arabic', () => {
    for (const [path, text] of leavesOf(ar)) {
      if (typeof text !== 'string') continue;
      expect(text.trim(), path).not.toBe('');
      if (path !== 'app.switchLanguage' && path !== 'map.stage.attribution' && path !== 'severity.unknown') {
        expect(text, path).toMatch(/\p{Script=Arabic}/u);
      }
    }
    for (const [path, text] of leavesOf(en)) {
      if (typeof text === 'string' && path !== 'app.switchLanguage')
        expect(text, path).not.toMatch(/\p{Script=Arabic}/u);
    }
  });

  test('none is kept that no screen shows', () => {
    const unused = leavesOf(ar)
      .map(([path]) => path)
      .filter((path) => !path.split('.').some((part) => readByData.includes(part)))
      .filter((path) => !new RegExp(`\\.${path.split('.').at(-1)}\\b`, 'u').test(code));
    expect(unused).toEqual([]);
  });
});

test('0, 1, 2, 3, 11 and 100 incidents take the six Arabic forms', () => {
  expect([0, 1, 2, 3, 11, 100].map(ar.board.count)).toEqual([
    'لا بلاغات',
    'بلاغ واحد',
    'بلاغان',
    '3 بلاغات',
    '11 بلاغًا',
    '100 بلاغ',
  ]);
  expect([0, 1, 2, 11].map(en.board.count)).toEqual([
    'No incidents',
    '1 incident',
    '2 incidents',
    '11 incidents',
  ]);
});

test('every counted text has a whole phrase for every form', () => {
  const counted = leavesOf(ar).filter(
    ([, text]) =>
      typeof text === 'function' && text.length === 1 && (text as (n: number) => string)(5).includes('5'),
  );
  for (const [path, text] of counted) {
    for (const count of [0, 1, 2, 3, 11, 100, 103]) {
      expect((text as (n: number) => string)(count), `${path} ${count}`).not.toMatch(/undefined|#/u);
    }
  }
});

test('ten thousand is parted by a narrow space, never by a dot', () => {
  expect(formatNumber(9_999)).toBe('9999');
  expect(formatNumber(12_345)).toBe('12\u202f345');
});

test('times are Libyan, on the 24-hour clock, in Western digits, whatever the browser speaks', () => {
  expect(formatTime('2026-11-23T11:05:07Z')).toBe('13:05:07');
  expect(formatTime('2026-07-23T22:30:00Z')).toBe('00:30:00');
  expect(formatDate('2026-11-23T22:30:00Z', 'ar')).toBe('24 نوفمبر 2026');
  expect(formatDate('2026-11-23T10:00:00Z', 'en')).toBe('23 November 2026');
});

test('a timer runs in minutes, then in hours, and never below nothing', () => {
  expect([-5_000, 0, 252_000, 3_852_000].map(formatElapsed)).toEqual(['00:00', '00:00', '04:12', '1:04:12']);
});

test('a written time is read as Libyan time, and anything else is not a time', () => {
  expect(toLocalInput('2026-11-23T11:05:07Z')).toBe('2026-11-23 13:05');
  expect(fromLocalInput('2026-11-23 13:05')).toBe('2026-11-23T11:05:00.000Z');
  expect(fromLocalInput('2026-13-45 13:05')).toBeUndefined();
  expect(fromLocalInput('13:05')).toBeUndefined();
});
