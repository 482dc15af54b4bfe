// Plants a violation for every wall of the house and expects the linter, with the real configuration, to name it.
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { root } from '../steps/house.mjs';

const imports = (from) => `import { x } from '${from}';\nexport const y = x;\n`;
const wall = 'no-restricted-imports';

/** What the law says · the file that breaks it · its content · the rule that must answer. */
const violations = [
  [
    'a feature of the server never opens a neighbour',
    'server/src/features/incidents/n.ts',
    imports('../alerts/a.ts'),
    wall,
  ],
  [
    'a feature of the client never opens a neighbour',
    'client/src/features/alerts/N.tsx',
    imports('../incidents/I.tsx'),
    wall,
  ],
  [
    'a test of a feature never opens a neighbour',
    'server/src/features/incidents/n.test.ts',
    imports('../alerts/a.ts'),
    wall,
  ],
  [
    'a feature of the client never knows a page',
    'client/src/features/alerts/P.tsx',
    imports('../../pages/operations.tsx'),
    wall,
  ],
  ['a page never knows the app', 'client/src/pages/p.tsx', imports('../app/routes.tsx'), wall],
  ['realtime never knows a feature', 'server/src/realtime/r.ts', imports('../features/incidents/i.ts'), wall],
  ['identity never knows a feature', 'server/src/identity/i.ts', imports('../features/incidents/i.ts'), wall],
  [
    'organisation never knows a feature',
    'server/src/organisation/o.ts',
    imports('../features/incidents/i.ts'),
    wall,
  ],
  [
    'the event log never knows a feature',
    'server/src/event-log/f.ts',
    imports('../features/incidents/i.ts'),
    wall,
  ],
  [
    'the event log never knows realtime',
    'server/src/event-log/r.ts',
    imports('../realtime/gateway.ts'),
    wall,
  ],
  ['platform never knows a feature', 'server/src/platform/f.ts', imports('../features/incidents/i.ts'), wall],
  [
    'platform never knows the event log',
    'server/src/platform/e.ts',
    imports('../event-log/event-log.ts'),
    wall,
  ],
  ['the server never knows the client', 'server/src/main.ts', imports('../../client/src/api/call.ts'), wall],
  ['the client never knows the server', 'client/src/api/s.ts', imports('../../../server/src/main.ts'), wall],
  ['shared imports no library but zod and mgrs', 'shared/src/lib.ts', imports('uuid'), wall],
  ['shared imports nothing of Node', 'shared/src/node.ts', imports('node:fs'), wall],
  ['shared imports nothing above itself', 'shared/src/up.ts', imports('../../server/src/main.ts'), wall],
  ['ui never knows a feature', 'client/src/ui/f.tsx', imports('../features/alerts/AlertRail.tsx'), wall],
  ['ui never knows the store', 'client/src/ui/l.tsx', imports('../live/store.ts'), wall],
  ['i18n never knows a page', 'client/src/i18n/p.ts', imports('../pages/operations.tsx'), wall],
  ['live never knows a feature', 'client/src/live/f.ts', imports('../features/alerts/alarm.ts'), wall],
  ['api never knows the app', 'client/src/api/a.ts', imports('../app/routes.tsx'), wall],
  ['map never knows a feature', 'client/src/map/f.tsx', imports('../features/alerts/alarm.ts'), wall],
  ['only one file opens the socket', 'client/src/live/other.ts', imports('socket.io-client'), wall],
  ['a feature never opens the socket', 'client/src/features/alerts/s.ts', imports('socket.io-client'), wall],
  [
    'the socket file knows no feature',
    'client/src/live/socket.ts',
    imports('../features/alerts/alarm.ts'),
    wall,
  ],
  ['only one file binds react-leaflet', 'client/src/map/MapStage.tsx', imports('react-leaflet'), wall],
  ['a page never binds react-leaflet', 'client/src/pages/m.tsx', imports('react-leaflet'), wall],
  [
    'the binding knows no feature',
    'client/src/map/binding.tsx',
    imports('../features/alerts/alarm.ts'),
    wall,
  ],
  ['browser tests never know the server', 'e2e/s.spec.ts', imports('../server/src/main.ts'), wall],
  [
    'no default exports',
    'server/src/platform/d.ts',
    'const a = 1;\nexport default a;\n',
    'no-default-export',
  ],
  ['no barrels', 'server/src/platform/index.ts', "export * from './d.ts';\n", 'no-barrel-file'],
  ['no any', 'shared/src/any.ts', 'export const a = (b: any) => String(b);\n', 'no-explicit-any'],
  [
    'no console in the server',
    'server/src/platform/c.ts',
    "console.log('x');\nexport const a = 1;\n",
    'no-console',
  ],
  ['strict equality', 'shared/src/eq.ts', 'export const a = (b: string, c: string) => b == c;\n', 'eqeqeq'],
  [
    'the environment is read in one file',
    'server/src/platform/p.ts',
    'export const a = process.env.PORT;\n',
    'no-process-env',
  ],
  [
    'time is handed in',
    'server/src/platform/t.ts',
    'export const a = () => Date.now();\n',
    'no-restricted-properties',
  ],
  [
    'chance is handed in',
    'shared/src/random.ts',
    'export const a = () => Math.random();\n',
    'no-restricted-properties',
  ],
  ['text comes from i18n', 'client/src/ui/T.tsx', 'export const T = () => <p>بلاغ</p>;\n', 'jsx-no-literals'],
  [
    'a file is at most 300 lines',
    'shared/src/long.ts',
    `${'\n'.repeat(300)}export const a = 1;\n`,
    'max-lines',
  ],
  [
    'a promise is never left floating',
    'server/src/platform/floating.ts',
    'const later = async () => 1;\nexport const a = () => {\n  later();\n};\n',
    'no-floating-promises',
  ],
  [
    'a switch covers every case',
    'shared/src/switch.ts',
    "export const a = (b: 'x' | 'y') => {\n  switch (b) {\n    case 'x':\n      return 1;\n  }\n  return 2;\n};\n",
    'switch-exhaustiveness-check',
  ],
  [
    'no circles',
    'server/src/platform/circle-a.ts',
    "import { b } from './circle-b.ts';\nexport const a = () => b;\n",
    'no-cycle',
  ],
];

/** What the walls let through: roads the house is meant to be walked on. */
const roads = [
  ['server/src/features/incidents/road.ts', imports('../../event-log/event-log.ts')],
  ['server/src/features/incidents/own.ts', imports('./incident.entity.ts')],
  ['server/src/features/incidents/contract.ts', imports('@t1/shared/incidents')],
  ['server/src/realtime/road.ts', imports('../event-log/event-log.ts')],
  ['server/src/event-log/road.ts', imports('../platform/clock.ts')],
  ['server/src/platform/env.ts', 'export const port = process.env.PORT;\n'],
  ['server/src/platform/system-clock.ts', 'export const now = () => Date.now();\n'],
  ['server/src/features/incidents/live.test.ts', imports('socket.io-client')],
  ['client/src/features/alerts/road.ts', imports('../../live/store.ts')],
  ['client/src/pages/road.tsx', imports('../features/alerts/AlertRail.tsx')],
  ['client/src/live/socket.test.ts', imports('socket.io-client')],
  ['client/src/map/road.tsx', imports('../ui/Button.tsx')],
  ['shared/src/road.ts', "import { z } from 'zod';\nimport { b } from './b.ts';\nexport const a = [z, b];\n"],
  [
    'shared/src/road.test.ts',
    "import { test } from 'vitest';\nimport fc from 'fast-check';\nexport const a = [test, fc];\n",
  ],
  ['e2e/road.spec.ts', imports('@t1/shared/incidents')],
];

let place;
let found;

function plant(path, content) {
  mkdirSync(dirname(join(place, path)), { recursive: true });
  writeFileSync(join(place, path), content);
}

beforeAll(() => {
  place = mkdtempSync(join(tmpdir(), 't1-walls-'));
  cpSync(join(root, '.oxlintrc.json'), join(place, '.oxlintrc.json'));
  cpSync(join(root, 'tsconfig.base.json'), join(place, 'tsconfig.base.json'));
  for (const name of ['shared', 'server', 'client', 'e2e']) {
    plant(`${name}/package.json`, '{"type":"module"}\n');
    plant(`${name}/tsconfig.json`, '{"extends":"../tsconfig.base.json","compilerOptions":{"types":[]}}\n');
  }
  for (const [, path, content] of violations) plant(path, content);
  for (const [path, content] of roads) plant(path, content);
  plant('server/src/platform/circle-b.ts', "import { a } from './circle-a.ts';\nexport const b = () => a;\n");
  const result = spawnSync(
    join(root, 'node_modules/.bin/oxlint'),
    ['--type-aware', '--disable-nested-config', '--format', 'json'],
    {
      cwd: place,
      encoding: 'utf8',
      env: { ...process.env, OXLINT_TSGOLINT_PATH: join(root, 'node_modules/.bin/tsgolint') },
    },
  );
  if (!result.stdout.startsWith('{')) throw new Error(result.stdout + result.stderr);
  found = JSON.parse(result.stdout).diagnostics.map(({ filename, code, help, message }) => ({
    file: filename,
    rule: code.replace(/^.*\((.*)\)$/, '$1'),
    words: `${message} ${help ?? ''}`,
  }));
});

afterAll(() => {
  rmSync(place, { recursive: true, force: true });
});

describe('the walls of the house', () => {
  test.each(violations)('%s (%s)', (_, path, __, rule) => {
    expect(found.filter(({ file }) => file === path).map((one) => one.rule)).toContain(rule);
  });

  test.each(roads)('%s is an open road', (path) => {
    expect(found.filter(({ file }) => file === path)).toEqual([]);
  });

  test('every wall says what to do instead', () => {
    const bare = found.filter(({ rule, words }) => rule === wall && words.length < 60);
    expect(bare).toEqual([]);
  });
});
