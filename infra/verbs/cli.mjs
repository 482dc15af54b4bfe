// `npm run t1 -- …`: the product's own commands, with the same environment as the running room.
import { join } from 'node:path';
import { findRunning } from '../embedded-postgres.mjs';
import { ensureBuilt } from '../steps/build.mjs';
import { dataDir, houseEnvironment, root } from '../steps/house.mjs';
import { ensureInstalled } from '../steps/install.mjs';
import { runAttached } from '../steps/processes.mjs';

/** Runs one command; DATABASE_URL is the given one, else that of the PostgreSQL running on the data directory, else unset. */
export async function runCommand(args) {
  await ensureInstalled();
  await ensureBuilt();
  const url = process.env.DATABASE_URL ?? findRunning(dataDir);
  const environment = houseEnvironment(url ? { DATABASE_URL: url } : {});
  const { code } = await runAttached(process.execPath, [join(root, 'server/dist/cli.js'), ...args], {
    // File names in the arguments are meant from where the person stands.
    cwd: process.env.INIT_CWD ?? process.cwd(),
    env: environment,
  });
  return code;
}
