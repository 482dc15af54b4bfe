// `npm start`: everything in place, PostgreSQL under the server, the server in front; and down again in the opposite order.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { start } from '../embedded-postgres.mjs';
import { ensureBuilt } from '../steps/build.mjs';
import { dataDir, houseEnvironment, root } from '../steps/house.mjs';
import { ensureInstalled } from '../steps/install.mjs';
import { onStop } from '../steps/processes.mjs';
import { say, Trouble } from '../steps/say.mjs';

// The server lets requests end and closes its sockets; longer than this means that it hangs.
const patience = 20_000;

/** The database of the room: the one named by DATABASE_URL, else our own. */
export async function openDatabase() {
  if (process.env.DATABASE_URL)
    return { url: process.env.DATABASE_URL, ended: new Promise(() => {}), stop: async () => {} };
  say('Starting PostgreSQL', 'تشغيل قاعدة البيانات');
  mkdirSync(dataDir, { recursive: true, mode: 0o711 });
  const database = await start({ dataDir });
  if (database.tookOver) say('A PostgreSQL left behind by a killed process was stopped and taken over');
  return database;
}

/** Starts the compiled server in its own process group, so that it hears one signal once: ours. */
export function launchServer(url, nodeOptions = []) {
  const main = join(root, 'server/dist/main.js');
  if (!existsSync(main)) throw new Trouble(`The server is not built: ${main} is missing.`);
  const guard = new URL('../steps/stop-with-parent.mjs', import.meta.url).href;
  const child = spawn(process.execPath, ['--import', guard, ...nodeOptions, main], {
    cwd: root,
    detached: true,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: houseEnvironment({ DATABASE_URL: url, NODE_ENV: process.env.NODE_ENV ?? 'production' }),
  });
  const ended = new Promise((answer, fail) => {
    child.once('error', fail);
    child.once('exit', (code, signal) => answer({ code: code ?? 1, signal }));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    const impatience = setTimeout(() => child.kill('SIGKILL'), patience);
    await ended;
    clearTimeout(impatience);
  };
  return { ended, stop };
}

/** Runs the room until it is told to stop; answers the exit code. */
export async function startRoom() {
  let asked = false;
  const told = new Promise((answer) => {
    onStop(() => {
      asked = true;
      answer();
    });
  });
  await ensureInstalled();
  await ensureBuilt();
  if (asked) return 0;
  const database = await openDatabase();
  try {
    if (asked) return 0;
    const server = launchServer(database.url);
    const first = await Promise.race([
      told.then(() => 'told'),
      server.ended.then(() => 'server'),
      database.ended.then(() => 'database'),
    ]);
    if (first === 'told') say('Stopping', 'إيقاف');
    if (first === 'database')
      say('PostgreSQL ended by itself; stopping the server. Its log is in the data directory.');
    if (first !== 'server') await server.stop();
    const { code, signal } = await server.ended;
    if (first === 'server')
      say(signal ? `The server was ended by ${signal}` : `The server ended with code ${code}`);
    return first === 'told' ? 0 : code || 1;
  } finally {
    await database.stop();
  }
}
