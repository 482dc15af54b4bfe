// Children that get our signals, and parents that may vanish without a word.
import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const stopSignals = ['SIGINT', 'SIGTERM', 'SIGHUP'];

function ended(child) {
  return new Promise((answer, fail) => {
    child.once('error', fail);
    child.once('exit', (code, signal) => answer({ code: code ?? 1, signal }));
  });
}

/** Runs a program with our terminal and passes stop signals on; answers its exit code and signal. */
export async function runAttached(command, args, options = {}) {
  const child = spawn(command, args, { stdio: 'inherit', ...options });
  const pass = (signal) => child.kill(signal);
  for (const signal of stopSignals) process.on(signal, pass);
  try {
    return await ended(child);
  } finally {
    for (const signal of stopSignals) process.off(signal, pass);
  }
}

/** Runs a program, shows its output (unless quiet) as it comes and keeps it; a watcher is told of each minute of silence. */
export async function runListening(command, args, { onSilence, isQuiet, ...options } = {}) {
  const child = spawn(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] });
  const pass = (signal) => child.kill(signal);
  for (const signal of stopSignals) process.on(signal, pass);
  let output = '';
  let silentMinutes = 0;
  const clock = setInterval(() => {
    silentMinutes += 1;
    onSilence?.(silentMinutes, child);
  }, 60_000);
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk) => {
      silentMinutes = 0;
      clock.refresh();
      output += chunk;
      if (!isQuiet) process.stderr.write(chunk);
    });
  }
  try {
    return { ...(await ended(child)), output };
  } finally {
    clearInterval(clock);
    for (const signal of stopSignals) process.off(signal, pass);
  }
}

/** Calls once when somebody asks this process to stop, by signal or by the death of the parent that started it. */
export function onStop(stop) {
  let asked = false;
  const once = (reason) => {
    if (asked) return;
    asked = true;
    stop(reason);
  };
  for (const signal of stopSignals) process.on(signal, () => once(signal));
  watchParents(() => once('parent gone'));
}

function parentOf(pid) {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(line.slice(line.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    return Number(spawnSync('ps', ['-o', 'ppid=', '-p', String(pid)], { encoding: 'utf8' }).stdout) || 0;
  }
}

/**
 * npm starts scripts through a shell that passes no signal on: when npm or that shell is gone, so are we. A process
 * started by hand (nohup, systemd, setsid) has the right to outlive its parent and is not watched.
 */
function watchParents(gone) {
  const byNpm = process.env.npm_lifecycle_event !== undefined;
  if (!byNpm && process.env.T1_CHILD === undefined) return;
  const parent = process.ppid;
  const grandparent = byNpm ? parentOf(parent) : 0;
  const timer = setInterval(() => {
    const orphaned = process.ppid !== parent || (grandparent > 1 && parentOf(parent) !== grandparent);
    if (!orphaned) return;
    clearInterval(timer);
    gone();
  }, 500);
  timer.unref();
}
