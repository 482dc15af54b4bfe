// `npm run dev`: compiler on watch, server restarted on change, screens served by vite with the server behind it.
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { ensureBuilt } from '../steps/build.mjs';
import { houseEnvironment, root } from '../steps/house.mjs';
import { ensureInstalled } from '../steps/install.mjs';
import { onStop } from '../steps/processes.mjs';
import { openDatabase } from './start.mjs';

function launch(command, args, cwd, env) {
  const child = spawn(command, args, { cwd, env, detached: true, stdio: ['ignore', 'inherit', 'inherit'] });
  const ended = new Promise((answer) => {
    child.once('error', answer);
    child.once('exit', answer);
  });
  const stop = async () => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
    // The whole group: the watchers have children of their own.
    process.kill(-child.pid, 'SIGTERM');
    await ended;
  };
  return { ended, stop };
}

/** Runs until told to stop or until one part ends; answers the exit code. */
export async function develop() {
  const told = new Promise((answer) => {
    onStop(() => answer());
  });
  await ensureInstalled();
  await ensureBuilt();
  const database = await openDatabase();
  const env = houseEnvironment({ DATABASE_URL: database.url });
  const watched = ['server/dist', 'shared/dist'].map((path) => `--watch-path=${path}`);
  const screens = join(root, 'infra/verbs/dev-screens.mjs');
  const parts = [
    launch(process.execPath, [...watched, '--watch-preserve-output', 'server/dist/main.js'], root, env),
    launch(
      join(root, 'node_modules/.bin/tsc'),
      ['-b', 'shared', 'server', '--watch', '--preserveWatchOutput'],
      root,
      env,
    ),
    launch(process.execPath, [screens], join(root, 'client'), env),
  ];
  await Promise.race([told, ...parts.map((part) => part.ended)]);
  for (const part of parts) await part.stop();
  await database.stop();
  return 0;
}
