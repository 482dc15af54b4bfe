// Installs the dependencies exactly as locked, and only when the lockfile or a manifest changed: a later start needs no network.
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fingerprintOfManifests } from './fingerprint.mjs';
import { houseEnvironment, readIfThere, root, workshop } from './house.mjs';
import { runListening } from './processes.mjs';
import { say, soundsUnreachable, Trouble, unreachable } from './say.mjs';
import { findPnpm, registryAnswers } from './toolchain.mjs';

const stamp = join(workshop, 'installed');
const packages = ['.', 'server', 'client', 'shared', 'e2e'];

// A slow line may be silent for long while a big package comes in: that is no reason to give up.
const patienceInMinutes = 30;

function isInstalled(fingerprint) {
  return (
    readIfThere(stamp) === fingerprint &&
    packages.every((name) => existsSync(join(root, name, 'node_modules')))
  );
}

/** pnpm waits without end when there is no network; a person should not. npm is asked whether the registry answers. */
async function onSilence(minutes, child) {
  say(`Still installing; nothing new for ${minutes} min`, 'ما زال التثبيت جارياً');
  if (minutes >= patienceInMinutes || !(await registryAnswers())) child.kill('SIGTERM');
}

/** Makes node_modules match the lockfile. */
export async function ensureInstalled() {
  const fingerprint = fingerprintOfManifests();
  if (isInstalled(fingerprint)) return;
  const pnpm = await findPnpm();
  say('Installing dependencies as locked', 'تثبيت المكتبات');
  const { code, signal, output } = await runListening(
    pnpm,
    ['install', '--frozen-lockfile', '--reporter=append-only'],
    // CI: never ask a question, the answer would not come.
    { cwd: root, env: houseEnvironment({ CI: 'true' }), onSilence },
  );
  if (signal || (code !== 0 && soundsUnreachable(output))) throw unreachable('The dependencies');
  if (code !== 0) throw new Trouble('pnpm could not install the dependencies; its words are above.');
  mkdirSync(workshop, { recursive: true });
  writeFileSync(stamp, fingerprint);
}
