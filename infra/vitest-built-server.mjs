// The fault tests kill the server as it is delivered: it is built before them when its sources changed.
import { ensureServerBuilt } from './steps/build.mjs';

/** Called by vitest once per run. */
export async function setup() {
  await ensureServerBuilt();
}
