import { defineConfig } from '@playwright/test';
import { findChromium } from '../infra/find-chromium.mjs';

const { executablePath, args } = await findChromium();

export default defineConfig({
  testDir: '.',
  testMatch: '*.spec.ts',
  outputDir: '../.t1/browser',
  // One room and one browser at a time: the tests measure how soon a screen shows what happened.
  workers: 1,
  timeout: 60_000,
  expect: { timeout: 5_000 },
  retries: 0,
  use: {
    viewport: { width: 1920, height: 1080 },
    timezoneId: 'Africa/Tripoli',
    // An English browser: the room is Arabic all the same.
    locale: 'en-GB',
    screenshot: 'only-on-failure',
    launchOptions: {
      executablePath,
      args: [...args, '--disable-gpu', '--disable-background-networking', '--disable-component-update'],
    },
  },
});
