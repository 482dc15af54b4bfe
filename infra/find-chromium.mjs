// Finds a Chromium for the browser tests: the one you name, the one of the system, or the one inside an npm package.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';

const e2e = fileURLToPath(new URL('../e2e/package.json', import.meta.url));

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/bin/google-chrome',
  '/usr/bin/chromium-browser',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

// The packaged browser is unpacked by its package; two at once would write over each other.
let unpacked;

async function fromPackage() {
  const path = createRequire(e2e).resolve('@sparticuz/chromium');
  const { default: chromium } = await import(pathToFileURL(path).href);
  unpacked ??= chromium.executablePath();
  return {
    executablePath: await unpacked,
    args: chromium.args,
    source: 'the npm package @sparticuz/chromium',
  };
}

/** The browser to start, the arguments it needs beyond the usual ones, and where it was found, in words. */
export async function findChromium() {
  // Chromium's own sandbox cannot be set up by root.
  const args = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const named = process.env.T1_CHROMIUM;
  if (named) {
    if (!existsSync(named)) throw new Error(`T1_CHROMIUM names ${named}, which is not there.`);
    return { executablePath: named, args, source: `T1_CHROMIUM (${named})` };
  }
  const path = usualPlaces.find((place) => existsSync(place));
  if (path) return { executablePath: path, args, source: path };
  if (process.platform === 'linux') return fromPackage();
  throw new Error('There is no Chromium on this machine: install one, or name it with T1_CHROMIUM.');
}
