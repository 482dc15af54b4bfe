import type { ChildProcess } from 'node:child_process';
import { spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { requestJson } from './http-json.ts';

const stopWithParent = new URL('../../infra/steps/stop-with-parent.mjs', import.meta.url).href;

/** A port of 127.0.0.1 that is free now. */
async function freePort(): Promise<number> {
  const probe = createServer();
  await new Promise<void>((listening) => probe.listen(0, '127.0.0.1', listening));
  const { port } = probe.address() as AddressInfo;
  await new Promise((closed) => probe.close(closed));
  return port;
}

export interface ServerOptions {
  /** The program and its arguments, for Node. */
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  /** Path that answers 200 when the server is ready. */
  readonly readyPath: string;
}

/** A server as a process of its own, which can be killed and started again at the same address. */
export class ServerProcess {
  readonly origin: string;
  private readonly options: ServerOptions;
  private readonly port: number;
  private child: ChildProcess | undefined;
  private words = '';

  private constructor(options: ServerOptions, port: number) {
    this.options = options;
    this.port = port;
    this.origin = `http://127.0.0.1:${port}`;
  }

  static async open(options: ServerOptions): Promise<ServerProcess> {
    const server = new ServerProcess(options, await freePort());
    await server.start();
    return server;
  }

  get pid(): number {
    const pid = this.child?.pid;
    if (pid === undefined) throw new Error('The server is not running.');
    return pid;
  }

  /** Starts the process and waits until it is ready; throws with its last words when it ends before. */
  async start(): Promise<void> {
    const child = spawn(process.execPath, ['--import', stopWithParent, ...this.options.args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        PATH: process.env.PATH,
        NODE_ENV: 'production',
        ...this.options.env,
        HOST: '127.0.0.1',
        PORT: String(this.port),
      },
    });
    this.child = child;
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (chunk: Buffer) => {
        this.words = (this.words + String(chunk)).slice(-20_000);
      });
    }
    for (;;) {
      if (child.exitCode !== null || child.signalCode !== null) {
        throw new Error(`The server ended while it was starting:\n${this.words}`);
      }
      const answer = await requestJson(this.origin, 'GET', this.options.readyPath, {
        timeoutMs: 5_000,
      }).catch(() => undefined);
      if (answer?.status === 200) return;
      await pause(25);
    }
  }

  /** False when the process has ended, by itself or by a signal. */
  get runs(): boolean {
    return this.child !== undefined && this.child.exitCode === null && this.child.signalCode === null;
  }

  /** The last thousands of characters the process wrote, over all its lives. */
  get lastWords(): string {
    return this.words;
  }

  /** Ends the process by a signal and waits until it is gone. */
  async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const { child } = this;
    if (child === undefined || !this.runs) return;
    const gone = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await gone;
  }
}
