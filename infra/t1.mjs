// The one entrance: `node infra/t1.mjs start | test | check | dev | bench | cli`. Needs Node 20 and npm; brings the rest.
import { fileURLToPath } from 'node:url';
import { dirname } from 'node:path';
import { onStop, runAttached } from './steps/processes.mjs';
import { explain, say } from './steps/say.mjs';
import { findNode, nodeIsNewEnough } from './steps/toolchain.mjs';

const verbs = {
  start: async () => (await import('./verbs/start.mjs')).startRoom(),
  dev: async () => (await import('./verbs/dev.mjs')).develop(),
  cli: async (args) => (await import('./verbs/cli.mjs')).runCommand(args),
  bench: async (args) => (await import('./verbs/bench.mjs')).runBench(args),
  check: async () => (await import('./run-tests.mjs')).runChecks(),
  test: async () => (await import('./run-tests.mjs')).runTests(),
};

/** Runs this same command once more under a Node that can run the product; answers its exit code. */
async function continueUnder(node, args) {
  const environment = { ...process.env, T1_CHILD: '1', PATH: `${dirname(node)}:${process.env.PATH}` };
  // Here the parent is the process that is watched; npm is watched by that one.
  delete environment.npm_lifecycle_event;
  onStop((reason) => {
    if (reason === 'parent gone') process.kill(process.pid, 'SIGTERM');
  });
  const { code, signal } = await runAttached(node, [fileURLToPath(import.meta.url), ...args], {
    env: environment,
  });
  return signal ? 1 : code;
}

async function main([name, ...args]) {
  const verb = verbs[name];
  if (!verb) {
    say(`Say what to do: ${Object.keys(verbs).join(' | ')}`, 'حدّد الأمر');
    return 2;
  }
  if (!nodeIsNewEnough()) return continueUnder(await findNode(), [name, ...args]);
  return verb(args);
}

try {
  process.exitCode = await main(process.argv.slice(2));
} catch (error) {
  explain(error);
  process.exitCode = 1;
}
