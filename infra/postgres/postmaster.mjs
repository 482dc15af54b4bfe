// Watches one PostgreSQL server from outside, by the pid file it keeps: is it ours, is it ready, is it gone.
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { commandOf, isAlive } from './ownership.mjs';

const gracefulStop = 30_000;

function readPidFile(data) {
  try {
    const lines = readFileSync(join(data, 'postmaster.pid'), 'utf8').split('\n');
    return { pid: Number(lines[0]), status: lines[7]?.trim() };
  } catch {
    return undefined;
  }
}

/** Stops a server by its process id: fast shutdown first, immediate shutdown when that takes too long. */
export async function stopServer(pid) {
  for (const [signal, patience] of [
    ['SIGINT', gracefulStop],
    ['SIGQUIT', 10_000],
    ['SIGKILL', 5_000],
  ]) {
    if (!isAlive(pid)) return;
    try {
      process.kill(pid, signal);
    } catch (error) {
      if (error.code === 'ESRCH') return;
      throw error;
    }
    const until = performance.now() + patience;
    while (isAlive(pid) && performance.now() < until) await pause(20);
  }
}

/** Stops the server a dead owner left behind; a pid file whose number now belongs to something else is removed. */
export async function stopOrphan(data) {
  const left = readPidFile(data);
  if (!left) return false;
  if (isAlive(left.pid) && commandOf(left.pid).includes(data)) {
    await stopServer(left.pid);
    return true;
  }
  rmSync(join(data, 'postmaster.pid'), { force: true });
  return false;
}

/** Resolves when the server accepts connections; false when it ended before that. */
export async function becomesReady(data, child) {
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) return false;
    const state = readPidFile(data);
    if (state?.pid === child.pid && state.status === 'ready') return true;
    await pause(15);
  }
}
