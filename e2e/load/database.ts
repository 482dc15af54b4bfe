import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { EmbeddedPostgres } from '../../infra/embedded-postgres.mjs';
import { start } from '../../infra/embedded-postgres.mjs';
import { treeOf } from './process-usage.ts';

/** A PostgreSQL of its own in a new directory, with everything on that keeps commits safe. */
export class LoadDatabase {
  readonly dataDir: string;
  private postgres: EmbeddedPostgres;
  private readonly lastResort: () => void;

  private constructor(dataDir: string, postgres: EmbeddedPostgres) {
    this.dataDir = dataDir;
    this.postgres = postgres;
    this.lastResort = () => this.signal(this.pid, 'SIGINT');
    process.once('exit', this.lastResort);
  }

  static async open(): Promise<LoadDatabase> {
    const dataDir = mkdtempSync(join(tmpdir(), 't1-load-'));
    // The account PostgreSQL runs as must get through to its own directory.
    chmodSync(dataDir, 0o711);
    return new LoadDatabase(dataDir, await start({ dataDir, fsync: true }));
  }

  /** Address with the superuser's rights. */
  get url(): string {
    return this.postgres.url;
  }

  get pid(): number {
    return this.postgres.pid;
  }

  /** Ends the server and each of its processes at once, as a power cut would. */
  async kill(): Promise<void> {
    for (const pid of treeOf(this.pid)) this.signal(pid, 'SIGKILL');
    await this.postgres.ended;
  }

  /** Starts it again on the same files; throws when the address could not be kept. */
  async startAgain(): Promise<void> {
    const before = this.postgres.port;
    await this.postgres.stop();
    // The kernel takes a moment to let go of the dead server's memory and port.
    await pause(100);
    this.postgres = await start({ dataDir: this.dataDir, fsync: true });
    if (this.postgres.port !== before) throw new Error('PostgreSQL came back on another port.');
  }

  /** Stops it and removes its files. */
  async close(): Promise<void> {
    await this.postgres.stop();
    process.off('exit', this.lastResort);
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  private signal(pid: number, signal: NodeJS.Signals): void {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended already.
    }
  }
}
