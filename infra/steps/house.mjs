// Where things are, and the environment every part of the house runs in.
import { readFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The top folder of the product. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** What this folder keeps between runs: tools, stamps, test results. Never data of the room unless T1_DATA_DIR is unset. */
export const workshop = join(root, '.t1');

/** The directory of the room's data, absolute. */
export const dataDir = resolve(root, process.env.T1_DATA_DIR ?? '.t1');

/** The environment for child processes: this Node first on the path, the data directory spelled out. */
export function houseEnvironment(extra = {}) {
  const path = [dirname(process.execPath), process.env.PATH].join(':');
  return { ...process.env, PATH: path, T1_DATA_DIR: dataDir, ...extra };
}

/** The content of a small file, or undefined when it is not there. */
export function readIfThere(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
