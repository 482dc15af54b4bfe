// Runs vitest and Playwright and reads what they wrote down. A run that wrote nothing, or ran nothing, has failed.
import { mkdirSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { findChromium } from '../find-chromium.mjs';
import { houseEnvironment, readIfThere, root, workshop } from './house.mjs';
import { runAttached } from './processes.mjs';

const results = join(workshop, 'results');

function freshReport(name) {
  mkdirSync(results, { recursive: true });
  const file = join(results, name);
  rmSync(file, { force: true });
  return file;
}

/** Adds what the exit code knows and the report does not: a crash, an empty run, an error outside of any test. */
export function judge(runner, { code, signal }, numbers) {
  const failed = [...numbers.failed];
  const ran = numbers.passed + failed.length;
  if (signal) failed.push(`${runner}: was ended by ${signal}`);
  else if (ran === 0) failed.push(`${runner}: no test was run`);
  else if (code !== 0 && failed.length === 0)
    failed.push(`${runner}: ended with code ${code} though no test failed`);
  return { ...numbers, failed };
}

function readReport(runner, file, end, read) {
  const text = readIfThere(file);
  if (!text)
    return { passed: 0, failed: [`${runner}: ended with code ${end.code} and left no report`], skipped: 0 };
  try {
    return judge(runner, end, read(JSON.parse(text)));
  } catch (error) {
    return { passed: 0, failed: [`${runner}: its report cannot be read (${error.message})`], skipped: 0 };
  }
}

/** Numbers from a vitest report (the shape of jest's). A file that did not load counts as one failure. */
export function readVitest(report) {
  const numbers = { passed: 0, failed: [], skipped: 0 };
  for (const file of report.testResults) {
    const name = relative(root, file.name);
    const failedBefore = numbers.failed.length;
    for (const test of file.assertionResults) {
      if (test.status === 'passed') numbers.passed += 1;
      else if (test.status === 'failed') numbers.failed.push(`${name}: ${test.fullName}`);
      else numbers.skipped += 1;
    }
    if (file.status === 'failed' && numbers.failed.length === failedBefore) {
      numbers.failed.push(`${name}: the file failed outside of its tests`);
    }
  }
  return numbers;
}

/** Numbers from a Playwright report. A test that passed only when tried again has failed. */
export function readPlaywright(report) {
  const numbers = { passed: 0, failed: [], skipped: 0 };
  const visit = (suite, path) => {
    for (const spec of suite.specs ?? []) {
      for (const test of spec.tests) {
        if (test.status === 'expected') numbers.passed += 1;
        else if (test.status === 'skipped') numbers.skipped += 1;
        else
          numbers.failed.push(
            `${[...path, spec.title].join(': ')}${test.status === 'flaky' ? ' (flaky)' : ''}`,
          );
      }
    }
    for (const inner of suite.suites ?? []) visit(inner, [...path, inner.title]);
  };
  for (const suite of report.suites) visit(suite, [suite.title]);
  for (const error of report.errors ?? []) {
    numbers.failed.push(`outside of any test: ${String(error.message).split('\n')[0]}`);
  }
  return numbers;
}

/** Unit and database tests. */
export async function runVitest(args) {
  const file = freshReport('vitest.json');
  const end = await runAttached(
    join(root, 'node_modules/.bin/vitest'),
    [
      'run',
      '--allowOnly=false',
      '--reporter=default',
      '--reporter=json',
      `--outputFile.json=${file}`,
      ...args,
    ],
    { cwd: root, env: houseEnvironment() },
  );
  return readReport('vitest', file, end, readVitest);
}

/** Browser tests. */
export async function runPlaywright(args) {
  const file = freshReport('playwright.json');
  const e2e = join(root, 'e2e');
  const { source } = await findChromium();
  process.stdout.write(`Browser: ${source}\n`);
  const end = await runAttached(
    join(e2e, 'node_modules/.bin/playwright'),
    ['test', '--forbid-only', '--reporter=list,json', ...args],
    { cwd: e2e, env: houseEnvironment({ PLAYWRIGHT_JSON_OUTPUT_FILE: file }) },
  );
  return readReport('playwright', file, end, readPlaywright);
}
