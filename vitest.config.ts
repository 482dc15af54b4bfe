import { defineConfig } from 'vitest/config';

// Sources of shared are read directly: no build is needed before a test.
const resolve = { conditions: ['t1-source'] };
const ssr = { resolve: { conditions: ['t1-source'] } };

export default defineConfig({
  test: {
    projects: [
      {
        resolve,
        ssr,
        test: { name: 'shared', root: 'shared', include: ['src/**/*.test.ts'], environment: 'node' },
      },
      {
        resolve,
        ssr,
        // Dependency injection reads the types of constructor parameters at run time.
        oxc: { decorator: { legacy: true, emitDecoratorMetadata: true } },
        test: {
          name: 'server',
          root: 'server',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          environment: 'node',
          globalSetup: ['../infra/vitest-cluster.mjs'],
          // A database test starts a whole server, and the machine may be small.
          testTimeout: 20_000,
          hookTimeout: 40_000,
        },
      },
      {
        resolve,
        ssr,
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
    ],
  },
});
