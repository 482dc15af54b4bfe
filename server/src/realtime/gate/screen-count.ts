import { Inject, Injectable } from '@nestjs/common';
import type { Settings } from '../../platform/env.ts';
import { SETTINGS } from '../../platform/env.ts';

/** Screens of this process at once; beyond it those that are open matter more than one more. */
const atOnce = 10_000;

/** The part of a connection that tells when it is over. */
interface Connection {
  readonly readyState: string;
  once(event: 'close', listener: () => void): unknown;
}

/** How many screens are open, of each session and in all. A place is given back when its connection closes. */
@Injectable()
export class ScreenCount {
  private readonly perSession: number;
  private readonly open = new Map<string, number>();
  private all = 0;

  constructor(@Inject(SETTINGS) settings: Settings) {
    this.perSession = settings.screensPerSession;
  }

  /** Places that are taken. */
  get total(): number {
    return this.all;
  }

  /** Takes a place for a screen of the session; answers why there is none, and takes none then. */
  take(session: string, connection: Connection): 'session-full' | 'process-full' | undefined {
    // Whoever left while the session was looked up will not close again.
    if (connection.readyState !== 'open') return undefined;
    if (this.all >= atOnce) return 'process-full';
    const before = this.open.get(session) ?? 0;
    if (before >= this.perSession) return 'session-full';
    this.open.set(session, before + 1);
    this.all += 1;
    connection.once('close', () => this.giveBack(session));
    return undefined;
  }

  private giveBack(session: string): void {
    const left = (this.open.get(session) ?? 0) - 1;
    if (left > 0) this.open.set(session, left);
    else this.open.delete(session);
    this.all -= 1;
  }
}
