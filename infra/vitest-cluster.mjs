// One PostgreSQL for the whole vitest run: started before the first database test, gone after the last.
// Tests ask for it with inject('adminDatabaseUrl') and make databases of their own in it.
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start } from './embedded-postgres.mjs';
import { ownerLives, readOwner } from './postgres/ownership.mjs';
import { stopOrphan } from './postgres/postmaster.mjs';

const prefix = 't1-test-cluster-';

/** What earlier runs left behind when they were killed: their servers are stopped, their files removed. */
async function removeAbandoned() {
  for (const name of readdirSync(tmpdir())) {
    if (!name.startsWith(prefix)) continue;
    const home = join(tmpdir(), name, 'postgres');
    const owner = readOwner(join(home, 'owner.json'));
    if (!owner || ownerLives(owner)) continue;
    if (existsSync(join(home, 'data'))) await stopOrphan(join(home, 'data'));
    rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}

/** Called by vitest once per run; answers how to clean up. T1_TEST_DATABASE_URL names another server to use instead. */
export async function setup(project) {
  const given = process.env.T1_TEST_DATABASE_URL;
  if (given) {
    project.provide('adminDatabaseUrl', given);
    return undefined;
  }
  await removeAbandoned();
  const dataDir = mkdtempSync(join(tmpdir(), prefix));
  // The account PostgreSQL runs as must get through to its own directory.
  chmodSync(dataDir, 0o711);
  const cluster = await start({ dataDir, fsync: false });
  const stopAtLeast = () => {
    try {
      process.kill(cluster.pid, 'SIGINT');
    } catch {
      // It has ended already.
    }
  };
  process.once('exit', stopAtLeast);
  project.provide('adminDatabaseUrl', cluster.url);
  return async () => {
    await cluster.stop();
    process.off('exit', stopAtLeast);
    rmSync(dataDir, { recursive: true, force: true });
  };
}
