// `npm test` and `npm run check`: everything is tried also after a failure, and the last line says how it went.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { ensureBuilt } from './steps/build.mjs';
import { runStaticChecks } from './steps/checks.mjs';
import { root } from './steps/house.mjs';
import { ensureInstalled } from './steps/install.mjs';
import { onStop } from './steps/processes.mjs';
import { openTally } from './steps/tally.mjs';
import { runPlaywright, runVitest } from './steps/test-runs.mjs';

async function attempt(tally, name, work) {
  try {
    await work();
    return true;
  } catch (error) {
    process.stdout.write(`${error.message}\n`);
    tally.count(name, false);
    return false;
  }
}

async function runBrowserTests(tally) {
  if (!existsSync(join(root, 'e2e/playwright.config.ts'))) return;
  tally.heading('browser tests (playwright)');
  // The screens are tested as they are delivered.
  if (!(await attempt(tally, 'build', ensureBuilt))) return;
  await attempt(tally, 'playwright', async () => tally.add(await runPlaywright([])));
}

function stopOnRequest() {
  let stopped = false;
  onStop(() => {
    stopped = true;
    process.exitCode = 1;
    // A running child got the signal too; when it hangs nevertheless, we do not wait for it.
    setTimeout(() => process.exit(1), 30_000).unref();
  });
  return () => stopped;
}

/** Types, lint, format, unused code; answers the exit code. */
export async function runChecks() {
  await ensureInstalled();
  const tally = openTally();
  await runStaticChecks(tally);
  return tally.close();
}

/** All checks and all tests; answers the exit code. */
export async function runTests() {
  const tally = openTally();
  const wasStopped = stopOnRequest();
  const steps = [
    () => runStaticChecks(tally),
    async () => {
      tally.heading('unit and database tests (vitest)');
      await attempt(tally, 'vitest', async () => tally.add(await runVitest([])));
    },
    () => runBrowserTests(tally),
  ];
  if (await attempt(tally, 'install', ensureInstalled)) {
    for (const step of steps) {
      if (!wasStopped()) await step();
    }
  }
  if (wasStopped()) tally.count('the run was stopped before its end', false);
  return tally.close();
}
