import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** A PostgreSQL superuser's address; every test file makes its own databases there and drops them. */
    adminDatabaseUrl: string;
  }
}

/** Called by vitest once per run; the function it answers stops the cluster and removes its files. */
export function setup(project: TestProject): Promise<(() => Promise<void>) | undefined>;
