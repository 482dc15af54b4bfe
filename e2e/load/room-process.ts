import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LoadDatabase } from './database.ts';
import { ServerProcess } from './server-process.ts';

export const exercisePassword = 'load-and-fault-tests';

const builtServer = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url));

/** The built room on this database, in exercise mode and without a scenario of its own. */
export function openRoomProcess(
  database: LoadDatabase,
  options: { readonly main?: string; readonly nodeOptions?: readonly string[] } = {},
): Promise<ServerProcess> {
  return ServerProcess.open({
    args: [...(options.nodeOptions ?? []), options.main ?? builtServer],
    env: {
      DATABASE_URL: database.url,
      T1_DATA_DIR: join(database.dataDir, 'room'),
      T1_EXERCISE_PASSWORD: exercisePassword,
      T1_EXERCISE_SCENARIO: 'off',
    },
    readyPath: '/readyz',
  });
}
