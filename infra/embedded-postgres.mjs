// The real PostgreSQL server of the npm package, owned by one Node process: made, started, taken over, stopped.
import { spawn, spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, openSync, closeSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join, resolve } from 'node:path';
import { canEnter, chooseAccount, giveTo, openForPassage } from './postgres/account.mjs';
import { findBinaries, systemShelf } from './postgres/binaries.mjs';
import { claim, noteOwner, ownerLives, readOwner } from './postgres/ownership.mjs';
import { becomesReady, stopOrphan, stopServer } from './postgres/postmaster.mjs';

const superuser = 't1';
const database = 't1';

// Given on the command line, so that what runs is always what is written here. Sized for two cores and little memory.
const settings = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  max_connections: '100',
  shared_buffers: '128MB',
  effective_cache_size: '512MB',
  work_mem: '8MB',
  maintenance_work_mem: '64MB',
  max_wal_size: '512MB',
  // One query at a time per connection: parallel workers and their shared memory are not worth it on two cores.
  max_parallel_workers_per_gather: '0',
  io_method: 'sync',
  jit: 'off',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Seven files, one for each day of the week, each overwritten a week later: the log cannot fill the disk.
  logging_collector: 'on',
  log_filename: 'postgresql-%a.log',
  log_truncate_on_rotation: 'on',
  log_rotation_age: '1d',
  log_rotation_size: '0',
};
const durable = { fsync: 'on', synchronous_commit: 'on', full_page_writes: 'on' };
const throwAway = {
  fsync: 'off',
  synchronous_commit: 'off',
  full_page_writes: 'off',
  wal_level: 'minimal',
  max_wal_senders: '0',
};

function flags(options) {
  return Object.entries(options).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
}

function isFree(port) {
  return new Promise((answer) => {
    const probe = createServer();
    probe.once('error', () => answer(undefined));
    probe.listen(port, '127.0.0.1', () => {
      const taken = probe.address().port;
      probe.close(() => answer(taken));
    });
  });
}

/** The port of last time when it is still free, so that what was written down stays true; else one from the kernel. */
async function choosePort(file) {
  const remembered = existsSync(file) ? Number(readFileSync(file, 'utf8')) : 0;
  const port = (remembered > 0 && (await isFree(remembered))) || (await isFree(0));
  writeFileSync(file, String(port));
  return port;
}

/** Where the cluster itself lies: under the data directory, or on the system shelf when the account cannot get there. */
function placeCluster(account, home, dataDir) {
  if (account) {
    openForPassage(dataDir);
    openForPassage(home);
  }
  if (canEnter(account, home)) return join(home, 'data');
  const name = createHash('sha256').update(home).digest('hex').slice(0, 12);
  const place = join(systemShelf, name);
  mkdirSync(place, { recursive: true, mode: 0o755 });
  return join(place, 'data');
}

function run(account, program, args, input) {
  const result = spawnSync(program, args, {
    uid: account?.uid,
    gid: account?.gid,
    cwd: '/',
    input,
    encoding: 'utf8',
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
  });
  if (result.status !== 0) {
    throw new Error(`${program} failed:\n${result.stderr || result.stdout || result.error?.message}`);
  }
}

/** Makes the cluster and its database; "made" is written last, so that a start cut short begins anew. */
function makeCluster({ account, binaries, data, home, fsync }) {
  const made = join(home, 'made');
  if (existsSync(made) && existsSync(join(data, 'PG_VERSION')))
    return readFileSync(join(home, 'password'), 'utf8');
  if (existsSync(made))
    throw new Error(
      `The database files are missing: ${data}. Restore them, or remove ${home} to begin anew.`,
    );
  rmSync(data, { recursive: true, force: true });
  mkdirSync(data, { mode: 0o700 });
  giveTo(account, data);
  const password = randomBytes(24).toString('base64url');
  writeFileSync(join(home, 'password'), password, { mode: 0o600 });
  const handed = `${data}.password`;
  writeFileSync(handed, password, { mode: 0o600 });
  giveTo(account, handed);
  try {
    const access = ['--username', superuser, '--pwfile', handed, '--auth', 'scram-sha-256'];
    const text = [
      '--encoding',
      'UTF8',
      '--locale',
      'C',
      '--locale-provider',
      'builtin',
      '--builtin-locale',
      'C.UTF-8',
    ];
    run(account, join(binaries, 'initdb'), [
      '--pgdata',
      data,
      ...access,
      ...text,
      ...(fsync ? [] : ['--no-sync']),
    ]);
  } finally {
    rmSync(handed, { force: true });
  }
  const single = ['--single', '-D', data, ...flags(fsync ? durable : throwAway), 'postgres'];
  run(account, join(binaries, 'postgres'), single, `CREATE DATABASE ${database};\n`);
  writeFileSync(made, '');
  return password;
}

function launch({ account, binaries, data, home, fsync }, port) {
  const words = openSync(join(home, 'start.log'), 'w', 0o600);
  const child = spawn(
    join(binaries, 'postgres'),
    ['-D', data, ...flags({ ...settings, ...(fsync ? durable : throwAway), port: String(port) })],
    {
      uid: account?.uid,
      gid: account?.gid,
      cwd: '/',
      // Its own process group: Ctrl-C in the terminal stops the server first, and then we stop PostgreSQL.
      detached: true,
      stdio: ['ignore', words, words],
      env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    },
  );
  closeSync(words);
  return child;
}

/** Three tries: the port may be taken in between, or a killed server's last processes may still hold its memory. */
async function launchUntilReady(cluster) {
  for (let attempt = 1; attempt <= 3; attempt += 1) {
    const port = await choosePort(join(cluster.home, 'port'));
    const child = launch(cluster, port);
    const failure = new Promise((_, fail) => {
      child.once('error', fail);
    });
    if (await Promise.race([becomesReady(cluster.data, child), failure])) return { child, port };
    rmSync(join(cluster.home, 'port'), { force: true });
    await new Promise((done) => {
      setTimeout(done, 300 * attempt);
    });
  }
  throw new Error(`PostgreSQL does not start:\n${readFileSync(join(cluster.home, 'start.log'), 'utf8')}`);
}

/** The address of the PostgreSQL that a living process runs on this data directory; undefined when none does. */
export function findRunning(dataDir) {
  const owner = readOwner(join(resolve(dataDir), 'postgres', 'owner.json'));
  return ownerLives(owner) ? owner.url : undefined;
}

/** Starts the PostgreSQL of a data directory and answers its address, as promised in the declaration file. */
export async function start({ dataDir, fsync = true }) {
  const whole = resolve(dataDir);
  const home = join(whole, 'postgres');
  mkdirSync(home, { recursive: true, mode: 0o711 });
  const ownerFile = join(home, 'owner.json');
  const owner = claim(ownerFile, `The database in ${home}`);
  try {
    const account = chooseAccount();
    const binaries = findBinaries(account, home);
    const data = placeCluster(account, home, whole);
    const tookOver = await stopOrphan(data);
    const cluster = { account, binaries, data, home, fsync };
    const password = makeCluster(cluster);
    const { child, port } = await launchUntilReady(cluster);
    const url = `postgres://${superuser}:${password}@127.0.0.1:${port}/${database}`;
    noteOwner(ownerFile, { ...owner, url, postgres: child.pid });
    const ended = new Promise((answer) => {
      child.once('exit', (code, signal) => answer({ code, signal }));
    });
    const stop = async () => {
      if (child.exitCode === null && child.signalCode === null) await stopServer(child.pid);
      await ended;
      rmSync(ownerFile, { force: true });
    };
    return { url, port, pid: child.pid, tookOver, ended, stop };
  } catch (error) {
    rmSync(ownerFile, { force: true });
    throw error;
  }
}
