// The count at the end of `npm test` is believed by people: it must not say "passed" for what did not happen.
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../steps/house.mjs';
import { judge, readPlaywright, readVitest } from '../steps/test-runs.mjs';

const good = { code: 0, signal: null };
const nothing = { passed: 0, failed: [], skipped: 0 };

test('a run without any test has failed', () => {
  expect(judge('vitest', good, nothing).failed).toEqual(['vitest: no test was run']);
  expect(judge('vitest', good, { ...nothing, skipped: 7 }).failed).toHaveLength(1);
});

test('a run that ended badly has failed though all its tests passed', () => {
  expect(judge('vitest', { code: 1, signal: null }, { ...nothing, passed: 3 }).failed).toHaveLength(1);
  expect(judge('vitest', { code: 1, signal: 'SIGKILL' }, { ...nothing, passed: 3 }).failed).toHaveLength(1);
});

test('a failed test is counted once, not once more for the exit code', () => {
  expect(judge('vitest', { code: 1, signal: null }, { ...nothing, failed: ['x'] }).failed).toEqual(['x']);
  expect(judge('vitest', good, { ...nothing, passed: 3 }).failed).toEqual([]);
});

test('vitest: every test is counted, and a file that did not load', () => {
  const file = (name, status, tests) => ({
    name: join(root, name),
    status,
    assertionResults: tests.map((state) => ({ status: state, fullName: `is ${state}` })),
  });
  const report = {
    testResults: [
      file('a.test.ts', 'failed', ['passed', 'passed', 'failed', 'pending', 'todo']),
      file('b.test.ts', 'failed', []),
      file('c.test.ts', 'passed', ['passed']),
    ],
  };
  expect(readVitest(report)).toEqual({
    passed: 3,
    failed: ['a.test.ts: is failed', 'b.test.ts: the file failed outside of its tests'],
    skipped: 2,
  });
});

test('playwright: every test is counted, a flaky one as failed, and an error outside of any test', () => {
  const spec = (title, status) => ({ title, tests: [{ status }] });
  const report = {
    errors: [{ message: 'no browser\nat …' }],
    suites: [
      {
        title: 'room.spec.ts',
        specs: [spec('opens', 'expected'), spec('closes', 'unexpected')],
        suites: [{ title: 'at night', specs: [spec('sleeps', 'flaky'), spec('dreams', 'skipped')] }],
      },
    ],
  };
  expect(readPlaywright(report)).toEqual({
    passed: 1,
    failed: [
      'room.spec.ts: closes',
      'room.spec.ts: at night: sleeps (flaky)',
      'outside of any test: no browser',
    ],
    skipped: 1,
  });
});
