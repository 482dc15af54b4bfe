// Content hashes that decide whether a step must be done again. Times of files are not asked: a checkout changes them all.
import { createHash } from 'node:crypto';
import { globSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { root } from './house.mjs';

const skipped = new Set(['node_modules', 'dist', 'test-results', 'playwright-report']);

function* filesUnder(path) {
  const stat = statSync(path, { throwIfNoEntry: false });
  if (stat?.isFile()) yield path;
  if (!stat?.isDirectory()) return;
  for (const name of readdirSync(path).toSorted()) {
    if (!skipped.has(name) && !name.endsWith('.tsbuildinfo')) yield* filesUnder(join(path, name));
  }
}

function fingerprint(paths) {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch} ${process.version}`);
  for (const path of paths) {
    for (const file of filesUnder(join(root, path))) {
      hash.update(`\0${relative(root, file)}\0`).update(readFileSync(file));
    }
  }
  return hash.digest('hex');
}

/** Changes when the lockfile or any manifest of the workspace changes. */
export function fingerprintOfManifests() {
  const manifests = globSync('*/package.json', { cwd: root }).toSorted();
  return fingerprint(['pnpm-lock.yaml', 'pnpm-workspace.yaml', 'package.json', ...manifests]);
}

const common = [
  'pnpm-lock.yaml',
  'tsconfig.base.json',
  'shared/package.json',
  'shared/tsconfig.json',
  'shared/src',
];

/** Changes when anything the server is compiled from changes. */
export function fingerprintOfServer() {
  return fingerprint([...common, 'server/package.json', 'server/tsconfig.json', 'server/src']);
}

/** Changes when anything the client's bundle is made from changes. */
export function fingerprintOfClient() {
  return fingerprint([...common, 'client']);
}
