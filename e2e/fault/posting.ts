import { setTimeout as pause } from 'node:timers/promises';
import type { AlertView } from '@t1/shared/alerts';
import type { Acked, ApiClient } from '../load/api-client.ts';
import { requestJson } from '../load/http-json.ts';
import { desks, makeReport } from '../load/reports.ts';
import { pick } from '../load/seeded-random.ts';

const doubled = 0.05;

export interface Reporter {
  readonly person: ApiClient;
  readonly desk: (typeof desks)[number];
}

/** Reports posted at a steady rate, whatever becomes of the server; a stopped posting waits for its receipts. */
export class Posting {
  readonly acked: Acked[] = [];
  readonly faults: string[] = [];
  private readonly reporters: readonly Reporter[];
  private readonly random: () => number;
  private readonly open: Promise<void>[] = [];
  private readonly work: Promise<void>;
  private stopped = false;

  constructor(reporters: readonly Reporter[], perSecond: number, random: () => number) {
    this.reporters = reporters;
    this.random = random;
    this.work = this.run(perSecond);
  }

  /** Ends the posting and waits until each report that was begun has its receipt. */
  async finish(): Promise<void> {
    this.stopped = true;
    await this.work;
    await Promise.all(this.open);
  }

  private async run(perSecond: number): Promise<void> {
    const began = performance.now();
    for (let sent = 0; !this.stopped; sent += 1) {
      const wait = began + (sent * 1000) / perSecond - performance.now();
      if (wait > 0) await pause(wait);
      this.open.push(this.send());
    }
  }

  private async send(): Promise<void> {
    const { person, desk } = pick(this.reporters, this.random());
    const chance = this.random();
    const severity = chance < 0.15 ? 1 : chance < 0.3 ? 2 : chance < 0.65 ? 3 : 4;
    const report = makeReport(desk, severity, this.random);
    // An impatient officer presses twice: both sendings must get the one receipt.
    const times = this.random() < doubled ? 2 : 1;
    try {
      const [first, second] = await Promise.all(Array.from({ length: times }, () => person.report(report)));
      if (first !== undefined) this.acked.push(first);
      if (second !== undefined && (second.ref !== first?.ref || second.seq !== first.seq)) {
        this.faults.push(`One report has two receipts: ${first?.ref} and ${second.ref}.`);
      }
    } catch (error) {
      this.faults.push(String(error));
    }
  }
}

/** Two people at a time reach for the same alert, again and again; of each pair at most one may win. */
export class Acknowledging {
  readonly won = new Set<string>();
  readonly faults: string[] = [];
  private readonly work: Promise<void>;
  private stopped = false;

  constructor(origin: string, people: readonly [ApiClient, ApiClient], pauseMs: number) {
    this.work = this.run(origin, people, pauseMs);
  }

  async finish(): Promise<void> {
    this.stopped = true;
    await this.work;
  }

  private async run(origin: string, people: readonly [ApiClient, ApiClient], pauseMs: number): Promise<void> {
    while (!this.stopped) {
      await pause(pauseMs);
      const list = await requestJson(origin, 'GET', '/api/v1/alerts?state=unacknowledged&limit=5', {
        cookie: people[0].cookie,
      }).catch(() => undefined);
      const alert = (list?.body as { items?: AlertView[] } | undefined)?.items?.[0];
      if (list?.status !== 200 || alert === undefined) continue;
      const outcomes = await Promise.all(people.map((person) => person.acknowledge(alert)));
      const wins = outcomes.filter((outcome) => outcome === 200).length;
      if (wins > 0) this.won.add(alert.id);
      if (wins > 1) this.faults.push(`Alert ${alert.id} was won by two people.`);
      if (outcomes.some((outcome) => outcome === 500))
        this.faults.push('An acknowledgement was answered by 500.');
    }
  }
}
