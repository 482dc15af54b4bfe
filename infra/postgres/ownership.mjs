// One data directory has one owner: the process that started its PostgreSQL. A dead owner leaves an orphan, a living one is respected.
import { spawnSync } from 'node:child_process';
import { closeSync, openSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';

/** State and birth as Linux tells them; undefined elsewhere. The name in brackets may itself hold spaces and brackets. */
function readStat(pid) {
  try {
    const line = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = line.slice(line.lastIndexOf(')') + 2).split(' ');
    return { state: fields[0], birth: fields[19] };
  } catch {
    return undefined;
  }
}

/** Whether a process with this id runs; one that ended and was not yet collected by its parent does not. */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error.code !== 'EPERM') return false;
  }
  return readStat(pid)?.state !== 'Z';
}

/** When the process began, in the system's own words: an id used again by a later process is not mistaken for the first. */
function birthOf(pid) {
  const stat = readStat(pid);
  if (stat) return stat.birth;
  try {
    return spawnSync('ps', ['-o', 'lstart=', '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
  } catch {
    return '';
  }
}

/** The command line of a process, or an empty text when it is gone. */
export function commandOf(pid) {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ');
  } catch {
    return spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' }).stdout?.trim() ?? '';
  }
}

/** What the owner wrote down, or undefined when nobody owns the directory. */
export function readOwner(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}

/** Whether the recorded owner is still the same running process. */
export function ownerLives(owner) {
  return Boolean(owner?.pid) && isAlive(owner.pid) && birthOf(owner.pid) === owner.birth;
}

/** Makes this process the owner; throws an Error naming the other process when one lives. */
export function claim(file, what) {
  const mine = { pid: process.pid, birth: birthOf(process.pid) };
  for (let attempt = 0; attempt < 3; attempt += 1) {
    try {
      const descriptor = openSync(file, 'wx', 0o600);
      writeFileSync(descriptor, JSON.stringify(mine));
      closeSync(descriptor);
      return mine;
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
      const owner = readOwner(file);
      if (ownerLives(owner)) throw new Error(`${what} is in use by process ${owner.pid}. Stop it first.`);
      rmSync(file, { force: true });
    }
  }
  throw new Error(`${what} is being claimed by another process.`);
}

/** Adds to what the owner wrote down, whole or not at all. */
export function noteOwner(file, content) {
  writeFileSync(`${file}.new`, JSON.stringify(content), { mode: 0o600 });
  renameSync(`${file}.new`, file);
}
