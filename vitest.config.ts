import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

// Sources of shared are read directly: no build is needed before a test. The other conditions are vite's own for
// Node, also for the client: its tests run in Node, with a document.
const conditions = ['t1-source', 'module', 'node', 'development|production'];
const sources = { resolve: { conditions }, ssr: { resolve: { conditions } } };

export default defineConfig({
  test: {
    projects: [
      {
        ...sources,
        test: { name: 'shared', root: 'shared', include: ['src/**/*.test.ts'], environment: 'node' },
      },
      {
        ...sources,
        // Dependency injection reads the types of constructor parameters at run time.
        oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
        test: {
          name: 'server',
          root: 'server',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          environment: 'node',
          globalSetup: [fileURLToPath(new URL('infra/vitest-cluster.mjs', import.meta.url))],
          // A database test starts a whole server, and the machine may be small.
          testTimeout: 20_000,
          hookTimeout: 40_000,
        },
      },
      {
        ...sources,
        test: {
          name: 'client',
          root: 'client',
          include: ['src/**/*.test.{ts,tsx}'],
          environment: 'happy-dom',
        },
      },
      {
        test: {
          name: 'infra',
          root: 'infra',
          include: ['**/*.test.mjs'],
          environment: 'node',
          testTimeout: 60_000,
        },
      },
      {
        ...sources,
        test: {
          name: 'fault',
          root: 'e2e',
          include: ['fault/**/*.test.ts'],
          environment: 'node',
          globalSetup: [fileURLToPath(new URL('infra/vitest-built-server.mjs', import.meta.url))],
          testTimeout: 30_000,
          // These tests need the whole machine: they run one after another, when all others are done.
          fileParallelism: false,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
});
