import { reportIncident } from '@t1/shared/incident-doors';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { CallRow } from '../calls-csv.ts';
import type { ReplayTerms } from './plan.ts';
import { isRun, planReplay, startOfRun, titleOf } from './plan.ts';

const run = '019c0b5e-4a00-7123-8abc-0123456789ab';
const startMs = startOfRun(run);
const terms: ReplayTerms = { run, speed: 60, longestSilenceMs: 3_600_000, pastMs: 0 };

const row = (line: number, minute: number, changes: Partial<CallRow> = {}): CallRow => ({
  line,
  atMs: Date.UTC(2020, 4, 1) + minute * 60_000,
  lat: 27.037,
  lon: 14.428,
  title: 'مشاجرة في السوق',
  place: 'سبها',
  ...changes,
});

const duesOf = (rows: readonly CallRow[], changes: Partial<ReplayTerms> = {}): number[] =>
  planReplay(rows, { ...terms, ...changes }).map(({ dueMs }) => dueMs);

test('at speed 60 an hour of the record takes a minute, and the times of the reports keep its distances', () => {
  const plan = planReplay([row(2, 0), row(3, 30), row(4, 60)], terms);
  expect(plan.map(({ dueMs }) => dueMs)).toEqual([0, 30_000, 60_000]);
  expect(plan.map(({ report }) => Date.parse(report.occurredAt ?? '') - startMs)).toEqual([
    0, 30_000, 60_000,
  ]);
});

test('at speed max everything is due at the start', () => {
  expect(duesOf([row(2, 0), row(3, 30), row(4, 600)], { speed: Infinity })).toEqual([0, 0, 0]);
});

test('a long silence of the record is shortened, what comes after keeps its own distances', () => {
  expect(duesOf([row(2, 0), row(3, 100_000), row(4, 100_030)])).toEqual([0, 60_000, 90_000]);
});

test('what is said to lie in the past is due before the start', () => {
  expect(duesOf([row(2, 0), row(3, 10)], { speed: 1, pastMs: 600_000 })).toEqual([-600_000, 0]);
});

test('calls are played in the order of their time, those of one minute in the order of the file', () => {
  const plan = planReplay([row(2, 5), row(3, 1), row(4, 5), row(5, 0)], terms);
  expect(plan.map(({ line }) => line)).toEqual([5, 3, 2, 4]);
});

test('the same run says the same again; another run, line or text gives other ids', () => {
  const [first] = planReplay([row(2, 0)], terms);
  expect(planReplay([row(2, 0)], terms)[0]).toEqual(first);
  const others = [
    planReplay([row(2, 0)], { ...terms, run: run.replace('7123', '7124') }),
    planReplay([row(3, 0)], terms),
    planReplay([row(2, 0, { title: 'حريق' })], terms),
  ].map(([call]) => call?.report.id);
  expect(new Set([first?.report.id, ...others]).size).toBe(4);
});

test('the id of a run is a UUIDv7 that carries its start', () => {
  expect(isRun(run)).toBe(true);
  expect(isRun('019c0b5e-4a00-4123-8abc-0123456789ab')).toBe(false);
  expect(isRun('yesterday')).toBe(false);
  expect(startMs).toBe(0x019c0b5e4a00);
});

test('whatever a file holds, the door takes the report that is made of it', () => {
  const rows = fc.array(
    fc.record({
      line: fc.integer({ min: 2, max: 10_000 }),
      atMs: fc.integer({ min: 0, max: 2e12 }),
      lat: fc.double({ min: -90, max: 90, noNaN: true }),
      lon: fc.double({ min: -180, max: 180, noNaN: true }),
      title: fc.string({ unit: 'binary', maxLength: 300 }),
      place: fc.string(),
    }),
    { maxLength: 20 },
  );
  fc.assert(
    fc.property(rows, fc.constantFrom(1, 60, 3_600, Infinity), (record, speed) => {
      for (const { report } of planReplay(record, { ...terms, speed })) {
        expect(reportIncident.body.safeParse(report).error?.issues).toBeUndefined();
      }
    }),
  );
});

test('a title too long is cut between letters, and what could deceive the reader is taken out', () => {
  expect(titleOf(`a${'\u202E'}b\u0000c`)).toBe('ab c');
  expect(titleOf('ح'.repeat(300))).toBe(`${'ح'.repeat(199)}…`);
  expect(titleOf(`${'x'.repeat(198)}😀😀`)).toBe(`${'x'.repeat(198)}…`);
});
