// What the law of the house says and no lint rule can: read from the sources themselves.
import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from '../steps/house.mjs';

const sources = globSync('{shared,server,client,e2e,infra}/**/*.{ts,tsx,mjs,mts,css,sh}', {
  cwd: root,
  exclude: (path) =>
    /(^|\/)(node_modules|dist|test-results|playwright-report)(\/|$)/.test(String(path.name ?? path)),
}).map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }));

const here = 'infra/tests/house-law.test.mjs';

/** Files, with the line, in which a pattern occurs. */
function findIn(files, pattern) {
  return files.flatMap(({ path, text }) =>
    text
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${index + 1} ${line.trim()}`] : [])),
  );
}

test('the sources are read at all', () => {
  expect(sources.length).toBeGreaterThan(20);
});

test('the time is handed in: nobody in shared or server asks the machine for it but the clock', () => {
  const asked = sources.filter(
    ({ path }) => /^(shared|server)\/src\//.test(path) && !/clock|\.test\.tsx?$/.test(basename(path)),
  );
  expect(findIn(asked, /new Date\(\)|Date\.now\(/)).toEqual([]);
});

test('nobody silences the linter or the compiler, and nothing is left for later', () => {
  const others = sources.filter(({ path }) => path !== here);
  expect(
    findIn(others, /(?:oxlint|eslint)-disable|@ts-(?:ignore|expect-error|nocheck)|\bTODO\b|\bFIXME\b/),
  ).toEqual([]);
});

test('a file is named after what it does', () => {
  const shapeless = /^(?:index|utils?|helpers?|common|misc)\.(?:ts|tsx|mjs)$/;
  expect(sources.map(({ path }) => path).filter((path) => shapeless.test(basename(path)))).toEqual([]);
});

test('files are kebab-case, components PascalCase', () => {
  const ill = sources
    .filter(
      ({ path }) =>
        !/^(?:[a-z0-9]+(?:[-.][a-z0-9]+)*|[A-Z][A-Za-z0-9]*)(?:\.[a-z0-9-]+)*$/.test(basename(path)),
    )
    .map(({ path }) => path);
  expect(ill).toEqual([]);
});
