// The database survives its owner: killed, doubled, told to stop. Each owner here is a real process of its own.
import { spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findRunning } from '../embedded-postgres.mjs';
import { isAlive } from '../postgres/ownership.mjs';

const api = new URL('../embedded-postgres.mjs', import.meta.url).href;
const owner = `
import { start } from ${JSON.stringify(api)};
try {
  const { url, pid, tookOver, stop } = await start({ dataDir: process.argv[1], fsync: false });
  process.once('SIGTERM', () => stop());
  process.stdout.write(JSON.stringify({ url, pid, tookOver }) + '\\n');
} catch (error) {
  process.stdout.write(JSON.stringify({ refused: error.message }) + '\\n');
}`;

let dataDir;
const owners = [];

/** Starts an owner; answers what it says once its database is up or refused. */
async function launchOwner() {
  const child = spawn(process.execPath, ['--input-type=module', '-e', owner, dataDir], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  owners.push(child);
  const ended = new Promise((answer) => {
    child.once('exit', answer);
  });
  const said = await new Promise((answer) => {
    child.stdout.once('data', (line) => answer(JSON.parse(line)));
  });
  return { ...said, child, ended };
}

function accepts(url) {
  return new Promise((answer) => {
    const socket = connect({ host: '127.0.0.1', port: Number(new URL(url).port) });
    socket.once('connect', () => {
      socket.destroy();
      answer(true);
    });
    socket.once('error', () => answer(false));
  });
}

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), 't1-test-owner-'));
  chmodSync(dataDir, 0o711);
});

afterAll(async () => {
  for (const child of owners) child.kill('SIGTERM');
  await Promise.all(
    owners.map(
      (child) => child.exitCode ?? child.signalCode ?? new Promise((done) => child.once('exit', done)),
    ),
  );
  rmSync(dataDir, { recursive: true, force: true });
});

test('one data directory has one owner, whose death is survived and whose stop is clean', async () => {
  const first = await launchOwner();
  expect(first.tookOver).toBe(false);
  expect(await accepts(first.url)).toBe(true);
  expect(findRunning(dataDir)).toBe(first.url);
  expect(statSync(join(dataDir, 'postgres/owner.json')).mode & 0o777).toBe(0o600);
  expect(statSync(join(dataDir, 'postgres/password')).mode & 0o777).toBe(0o600);

  const second = await launchOwner();
  expect(second.refused).toContain(`in use by process ${first.child.pid}`);
  expect(await accepts(first.url)).toBe(true);

  first.child.kill('SIGKILL');
  await first.ended;
  expect(isAlive(first.pid)).toBe(true);
  expect(findRunning(dataDir)).toBeUndefined();

  const third = await launchOwner();
  expect(third.tookOver).toBe(true);
  expect(third.url).toBe(first.url);
  expect(isAlive(first.pid)).toBe(false);
  expect(await accepts(third.url)).toBe(true);

  third.child.kill('SIGTERM');
  expect(await third.ended).toBe(0);
  expect(isAlive(third.pid)).toBe(false);
  expect(existsSync(join(dataDir, 'postgres/owner.json'))).toBe(false);
});
