import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { start as startPostgres } from '../../infra/embedded-postgres.mjs';

export const exercisePassword = 'browser-test-password';

const serverMain = fileURLToPath(new URL('../../server/dist/main.js', import.meta.url));

/** A room as a newcomer runs it, that a test may stop and start again at the same address. */
export interface RoomAtWork {
  readonly url: string;
  /** Ends the server as a power cut would. */
  kill(): Promise<void>;
  /** Opens the server again. */
  reopen(): Promise<void>;
  close(): Promise<void>;
}

/** A port nobody uses now; the room keeps it when it is opened again. */
async function freePort(): Promise<number> {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address() as AddressInfo;
  probe.close();
  await once(probe, 'close');
  return port;
}

/** Starts a PostgreSQL and the built server in a directory of their own. */
export async function startRoom(name: string): Promise<RoomAtWork> {
  const dataDir = mkdtempSync(join(tmpdir(), `t1-${name}-`));
  chmodSync(dataDir, 0o711);
  const postgres = await startPostgres({ dataDir });
  const port = await freePort();
  let server: ChildProcess | undefined;

  const open = async (): Promise<void> => {
    const child = spawn(process.execPath, [serverMain], {
      env: {
        ...process.env,
        NODE_OPTIONS: '',
        DATABASE_URL: postgres.url,
        T1_DATA_DIR: dataDir,
        T1_EXERCISE_PASSWORD: exercisePassword,
        T1_EXERCISE_SCENARIO: 'off',
        PORT: String(port),
        HOST: '127.0.0.1',
      },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    server = child;
    await new Promise<void>((resolve, reject) => {
      let said = '';
      child.stdout.on('data', (text: Buffer) => {
        said += text.toString();
        if (said.includes('T1 is open')) resolve();
      });
      child.once('exit', (code) => reject(new Error(`The server ended with ${code}: ${said}`)));
    });
  };

  const end = async (signal: NodeJS.Signals): Promise<void> => {
    if (server === undefined || server.exitCode !== null) return;
    const gone = once(server, 'exit');
    server.kill(signal);
    await gone;
    server = undefined;
  };

  await open();
  return {
    url: `http://127.0.0.1:${port}`,
    kill: () => end('SIGKILL'),
    reopen: open,
    close: async () => {
      await end('SIGTERM');
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
