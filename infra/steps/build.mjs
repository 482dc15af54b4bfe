// Compiles the server and bundles the client, only when their sources changed.
import { existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintOfClient, fingerprintOfServer } from './fingerprint.mjs';
import { houseEnvironment, readIfThere, root, workshop } from './house.mjs';
import { runAttached } from './processes.mjs';
import { say, Trouble } from './say.mjs';

const toErrors = ['ignore', 2, 2];

async function once({ stampName, fingerprint, product, build }) {
  const stamp = join(workshop, stampName);
  const current = fingerprint();
  if (readIfThere(stamp) === current && existsSync(join(root, product))) return;
  rmSync(stamp, { force: true });
  await build();
  mkdirSync(workshop, { recursive: true });
  writeFileSync(stamp, current);
}

async function run(what, command, args, cwd) {
  // Progress of tools belongs on the error stream, as our own words do.
  const { code, signal } = await runAttached(command, args, {
    cwd,
    env: houseEnvironment(),
    stdio: toErrors,
  });
  if (signal) throw new Trouble(`Building the ${what} was interrupted.`);
  if (code !== 0) throw new Trouble(`The ${what} does not build; the reasons are above.`);
}

async function buildServer() {
  say('Building the server', 'بناء الخادم');
  // Without its output the compiler's own notes would claim that there is nothing to do.
  const whole = ['shared', 'server'].every((name) => existsSync(join(root, name, 'dist'))) ? [] : ['--force'];
  await run('server', join(root, 'node_modules/.bin/tsc'), ['-b', 'shared', 'server', ...whole], root);
}

async function buildClient() {
  say('Building the screens', 'بناء الشاشات');
  const client = join(root, 'client');
  await run('client', join(client, 'node_modules/.bin/vite'), ['build', '--logLevel', 'warn'], client);
}

/** Makes server/dist match its sources. */
export function ensureServerBuilt() {
  return once({
    stampName: 'server-built',
    fingerprint: fingerprintOfServer,
    product: 'server/dist/main.js',
    build: buildServer,
  });
}

/** Makes server/dist and client/dist match their sources. */
export async function ensureBuilt() {
  await ensureServerBuilt();
  await once({
    stampName: 'client-built',
    fingerprint: fingerprintOfClient,
    product: 'client/dist/index.html',
    build: buildClient,
  });
}
