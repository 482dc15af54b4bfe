/** A running PostgreSQL that belongs to this process. */
export interface EmbeddedPostgres {
  /** Address with the superuser's name and password; the database is `t1`. */
  readonly url: string;
  readonly port: number;
  /** Process id of the PostgreSQL server itself. */
  readonly pid: number;
  /** True when a server left behind by a killed owner was stopped first. */
  readonly tookOver: boolean;
  /** Resolves when the server has ended, for whatever reason. */
  readonly ended: Promise<{ code: number | null; signal: NodeJS.Signals | null }>;
  /** Fast shutdown; resolves when the server is gone. May be called more than once. */
  stop(): Promise<void>;
}

/**
 * Makes the cluster under `dataDir`/postgres on the first call and starts it on a free port of 127.0.0.1.
 * `fsync: false` is for throw-away test clusters only. Throws an Error with a sentence for people when another
 * living process owns the directory or PostgreSQL cannot start.
 */
export function start(options: { dataDir: string; fsync?: boolean }): Promise<EmbeddedPostgres>;

/** The address of the PostgreSQL that a living process runs on this data directory; undefined when none does. */
export function findRunning(dataDir: string): string | undefined;
