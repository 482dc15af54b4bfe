import type { AlertView } from '@t1/shared/alerts';
import type { SnapshotView } from '@t1/shared/live-doors';
import { setTimeout as pause } from 'node:timers/promises';
import type { JsonAnswer } from './http-json.ts';
import { requestJson } from './http-json.ts';
import type { Report } from './reports.ts';
import { exercisePassword } from './room-process.ts';

const firstRetryMs = 200;
const longestRetryMs = 2_000;

/** The first answer that was a receipt, and all that came before it. */
export interface Acked {
  readonly report: Report;
  readonly ref: string;
  readonly seq: number;
  /** Milliseconds of `performance.now()` when the report was first sent and when the receipt came. */
  readonly sentAt: number;
  readonly ackedAt: number;
  readonly attempts: readonly Attempt[];
}

/** One sending: the status of its answer, or `line` when the line broke, and how long it took. */
interface Attempt {
  readonly outcome: number | 'line';
  readonly ms: number;
}

/** One signed-in person who speaks to the room by HTTP. */
export class ApiClient {
  readonly username: string;
  readonly cookie: string;
  private readonly origin: string;

  private constructor(origin: string, username: string, cookie: string) {
    this.origin = origin;
    this.username = username;
    this.cookie = cookie;
  }

  static async signIn(origin: string, username: string): Promise<ApiClient> {
    const body = JSON.stringify({ username, password: exercisePassword });
    const answer = await requestJson(origin, 'POST', '/api/v1/session', { body });
    const cookie = answer.headers['set-cookie']?.[0]?.split(';', 1)[0];
    if (answer.status >= 300 || cookie === undefined) {
      throw new Error(`${username} could not sign in: ${answer.status} ${JSON.stringify(answer.body)}`);
    }
    return new ApiClient(origin, username, cookie);
  }

  post(path: string, body: string, timeoutMs?: number): Promise<JsonAnswer> {
    const { cookie } = this;
    const patience = timeoutMs === undefined ? {} : { timeoutMs };
    return requestJson(this.origin, 'POST', path, { cookie, body, ...patience });
  }

  /** Sends the same report with the same id until the room says that it has it; refusals are errors. */
  async report(report: Report): Promise<Acked> {
    const body = JSON.stringify(report);
    const attempts: Attempt[] = [];
    const sentAt = performance.now();
    for (;;) {
      const began = performance.now();
      const answer = await this.post('/api/v1/incidents', body).catch(() => undefined);
      const ackedAt = performance.now();
      attempts.push({ outcome: answer?.status ?? 'line', ms: ackedAt - began });
      if (answer?.status === 201) {
        const { ref, seq } = answer.body as { ref: string; seq: number };
        return { report, ref, seq, sentAt, ackedAt, attempts };
      }
      if (answer !== undefined && answer.status < 500 && answer.status !== 429) {
        throw new Error(`A report was refused: ${answer.status} ${JSON.stringify(answer.body)}`);
      }
      // Longer with each failure, or the waiting reports would keep a room that is coming back from its work.
      await pause(Math.min(longestRetryMs, firstRetryMs * 2 ** (attempts.length - 1)));
    }
  }

  /** Acknowledges an alert and answers the status; `line` when no answer came. */
  async acknowledge(alert: Pick<AlertView, 'id' | 'version'>): Promise<number | 'line'> {
    const body = JSON.stringify({ expectedVersion: alert.version });
    const answer = await this.post(`/api/v1/alerts/${alert.id}/acknowledge`, body).catch(() => undefined);
    return answer?.status ?? 'line';
  }

  /** Everything open that this person may see; a busy room is asked again, any other refusal is an error. */
  async snapshot(): Promise<SnapshotView> {
    for (;;) {
      const answer = await requestJson(this.origin, 'GET', '/api/v1/snapshot', { cookie: this.cookie });
      if (answer.status === 200) return answer.body as SnapshotView;
      if (answer.status !== 503) throw new Error(`No snapshot: ${answer.status}`);
      await pause(longestRetryMs);
    }
  }
}
