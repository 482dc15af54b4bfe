// `npm run bench`: the measurements of e2e/bench on the built product.
import { join } from 'node:path';
import { ensureBuilt } from '../steps/build.mjs';
import { houseEnvironment, root } from '../steps/house.mjs';
import { ensureInstalled } from '../steps/install.mjs';
import { runAttached } from '../steps/processes.mjs';

/** Builds, measures, answers the exit code. */
export async function runBench(args) {
  await ensureInstalled();
  await ensureBuilt();
  const script = join(root, 'e2e/bench/run.ts');
  const { code } = await runAttached(process.execPath, ['--conditions=t1-source', script, ...args], {
    cwd: root,
    env: houseEnvironment(),
  });
  return code;
}
