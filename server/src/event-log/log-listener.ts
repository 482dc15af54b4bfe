import { Logger } from '@nestjs/common';
import { Client } from 'pg';

const retryMs = 1_000;

/** What the database calls out: a new event, or a change of somebody's authority. */
export interface LogCalls {
  /** The connection listens, at first or again: what was called out before may have been missed. */
  readonly listening: () => void;
  readonly event: () => void;
  readonly authority: (payload: string) => void;
}

/**
 * One connection that listens. When it breaks it is made again; meanwhile the poll of the pump goes on,
 * so a lost call costs time but never an event.
 */
export class LogListener {
  private readonly url: string;
  private readonly calls: LogCalls;
  private readonly logger = new Logger('LogListener');
  private client: Client | undefined;
  private retry: NodeJS.Timeout | undefined;
  private stopped = false;

  constructor(url: string, calls: LogCalls) {
    this.url = url;
    this.calls = calls;
  }

  start(): void {
    void this.connect();
  }

  stop(): void {
    this.stopped = true;
    clearTimeout(this.retry);
    void this.client?.end().catch(() => undefined);
  }

  private async connect(): Promise<void> {
    const client = new Client({
      connectionString: this.url,
      application_name: 't1-listener',
      keepAlive: true,
      connectionTimeoutMillis: 3_000,
    });
    this.client = client;
    client.on('error', () => this.again(client));
    client.on('end', () => this.again(client));
    client.on('notification', ({ channel, payload }) => {
      if (channel === 't1') this.calls.event();
      else this.calls.authority(payload ?? '');
    });
    try {
      await client.connect();
      await client.query('listen t1; listen t1_authority');
      this.calls.listening();
    } catch {
      this.again(client);
    }
  }

  private again(client: Client): void {
    if (this.stopped || client !== this.client) return;
    this.client = undefined;
    this.logger.warn('The listening connection broke; it is made again while polling goes on.');
    void client.end().catch(() => undefined);
    this.retry = setTimeout(() => void this.connect(), retryMs);
  }
}
