/** Messages a second a screen may send, with as many at once: the room's own screens send a few. */
const warnedAbove = 20;
const closedAbove = 100;

/** A bucket that fills at an even pace and holds the messages of one second. */
class Bucket {
  private readonly perSecond: number;
  private left: number;
  private filledMs: number;

  constructor(perSecond: number, nowMs: number) {
    this.perSecond = perSecond;
    this.left = perSecond;
    this.filledMs = nowMs;
  }

  /** True while there was still one in it. */
  take(nowMs: number): boolean {
    const filled = this.left + ((nowMs - this.filledMs) * this.perSecond) / 1_000;
    this.left = Math.min(this.perSecond, filled);
    this.filledMs = nowMs;
    if (this.left < 1) return false;
    this.left -= 1;
    return true;
  }
}

/** What one connection may still send before it is warned about once, and before it is closed. */
export class MessageBudget {
  private readonly calm: Bucket;
  private readonly tolerated: Bucket;
  private warned = false;

  constructor(nowMs: number) {
    this.calm = new Bucket(warnedAbove, nowMs);
    this.tolerated = new Bucket(closedAbove, nowMs);
  }

  /** Counts one message that came now and answers what it calls for. */
  spend(nowMs: number): 'nothing' | 'warning' | 'closing' {
    if (!this.tolerated.take(nowMs)) return 'closing';
    if (this.calm.take(nowMs) || this.warned) return 'nothing';
    this.warned = true;
    return 'warning';
  }
}
