import type { ChildProcess } from 'node:child_process';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { Report } from '../load/reports.ts';

/** Where the screens and reporters of a window go and as whom. */
export interface Scene {
  readonly port: number;
  readonly screens: number;
  readonly screenCookie?: string;
  readonly auth?: object;
  /** Cookie of the reporter of each directorate; empty where nobody signs in. */
  readonly reporterCookies: Readonly<Record<string, string>>;
  /** True when a report of severity 1 or 2 is followed by a second event. */
  readonly raisesAlerts: boolean;
}

export type Order =
  | { readonly kind: 'open'; readonly scene: Scene }
  | {
      readonly kind: 'post';
      readonly count: number;
      readonly perSecond: number;
      readonly severity: Report['severity'];
    }
  | { readonly kind: 'close' };

/** What the screens and reporters of a window saw; times in milliseconds. */
export interface Posted {
  readonly kind: 'posted';
  readonly deliveries: number;
  /** Deliveries that did not come, reports refused and lines lost. */
  readonly missing: number;
  readonly frames: number;
  readonly bytes: number;
  readonly deliveryP50: number;
  readonly deliveryP99: number;
  readonly postP50: number;
  readonly postP99: number;
}

export type Outcome = { readonly kind: 'opened' } | Posted;

/** The process of all screens, as its parent holds it. */
export class ScreensProcess {
  private readonly child: ChildProcess;

  constructor() {
    this.child = fork(fileURLToPath(new URL('./screens.ts', import.meta.url)), {
      execArgv: ['--conditions=t1-source'],
    });
  }

  async open(scene: Scene): Promise<void> {
    await this.ask({ kind: 'open', scene });
  }

  async post(count: number, perSecond: number, severity: Report['severity']): Promise<Posted> {
    const outcome = await this.ask({ kind: 'post', count, perSecond, severity });
    if (outcome.kind !== 'posted') throw new Error('The screens answered another question.');
    return outcome;
  }

  async close(): Promise<void> {
    if (!this.child.connected) return;
    const gone = once(this.child, 'exit');
    this.child.send({ kind: 'close' } satisfies Order);
    await gone;
  }

  private async ask(order: Order): Promise<Outcome> {
    const answered = once(this.child, 'message') as Promise<[Outcome]>;
    const gone = once(this.child, 'exit').then(() => {
      throw new Error('The process of the screens ended.');
    });
    this.child.send(order);
    const [outcome] = await Promise.race([answered, gone]);
    return outcome;
  }
}
