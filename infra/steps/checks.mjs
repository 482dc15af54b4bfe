// The checks that read the code without running it.
import { join } from 'node:path';
import { houseEnvironment, root } from './house.mjs';
import { runAttached } from './processes.mjs';

const tools = join(root, 'node_modules/.bin');

// The tests of shared and server are projects of their own: they are checked, and stay out of what is delivered.
const projects = [
  'shared',
  'server',
  'client',
  'e2e',
  'shared/tsconfig.test.json',
  'server/tsconfig.test.json',
];

const checks = [
  { name: 'types (tsc)', command: 'tsc', args: ['-b', ...projects] },
  {
    name: 'lint and import walls (oxlint)',
    command: 'oxlint',
    args: ['--type-aware', '--disable-nested-config', '--deny-warnings'],
  },
  { name: 'format (oxfmt)', command: 'oxfmt', args: ['--check'] },
  { name: 'nothing unused (knip)', command: 'knip', args: ['--no-progress'] },
];

/** Runs every check, also after one failed; tells each one's name and whether it passed. */
export async function runStaticChecks(tally) {
  for (const { name, command, args } of checks) {
    tally.heading(name);
    const { code } = await runAttached(join(tools, command), args, { cwd: root, env: houseEnvironment() });
    tally.count(name, code === 0);
  }
}
