import type { Batch, Reset } from '@t1/shared/socket';

/**
 * The resume protocol, pure: where the client stands and what it does next. socket.ts in shared tells the
 * story; this file is the client's half of it. It knows no socket, no timer and no incident.
 */

/** The place in the log up to which the room is complete. */
export interface Position {
  readonly seq: number;
  readonly cursor: string;
}

export type Verdict = 'apply' | 'ignore' | 'reconnect';

/** A batch that begins where we stand is applied, an old one ignored; anything else means that something was lost. */
export function receiveBatch(position: Position, batch: Pick<Batch, 'from' | 'to'>): Verdict {
  if (batch.from === position.seq) return 'apply';
  if (batch.to <= position.seq) return 'ignore';
  return 'reconnect';
}

/** Why a client gave up: only a person, a new sign-in or a new page helps. */
export type EndReason = 'revoked' | 'forbidden' | 'contract';

export interface Link {
  /**
   * `loading`: a snapshot was asked for. `connecting`: a line is being opened, the first batch is awaited.
   * `joined`: batches come. `waiting`: it will be tried again. `ended`: it will not.
   */
  readonly stage: 'idle' | 'loading' | 'connecting' | 'joined' | 'waiting' | 'ended';
  /** Without a position the way on is a snapshot. */
  readonly position?: Position;
  /** Attempts in a row that led to nothing; a batch that is applied ends the row. */
  readonly attempts: number;
  readonly reason?: EndReason;
}

export type Signal =
  | { readonly kind: 'started' | 'stopped' | 'dropped' | 'malformed' | 'again' }
  | { readonly kind: 'loaded'; readonly position: Position }
  | { readonly kind: 'load-failed' }
  | { readonly kind: 'batch'; readonly batch: Pick<Batch, 'from' | 'to' | 'cursor'> }
  | { readonly kind: 'reset'; readonly reason: Reset['reason'] }
  | { readonly kind: 'refused'; readonly reason: EndReason };

/**
 * What is to be done now, in this order. `close` ends the line or the request for a snapshot that is under
 * way; `empty` takes everything off the screen because it may not be shown any longer.
 */
export type Act = 'close' | 'empty' | 'load' | 'open' | 'replace' | 'apply' | 'retry';

export interface Step {
  readonly link: Link;
  readonly acts: readonly Act[];
}

export const idle: Link = { stage: 'idle', attempts: 0 };

/** The next state of the link and what is to be done; a signal that comes too late changes nothing. */
export function follow(link: Link, signal: Signal): Step {
  const onLine = link.stage === 'connecting' || link.stage === 'joined';
  switch (signal.kind) {
    case 'started':
      return link.stage === 'idle' || link.stage === 'ended' ? goOn({ ...link, attempts: 0 }) : stay(link);
    case 'stopped':
      return { link: { ...link, stage: 'idle' }, acts: ['close'] };
    case 'again':
      return link.stage === 'waiting' ? goOn(link) : stay(link);
    case 'loaded':
      return link.stage === 'loading'
        ? { link: { ...link, stage: 'connecting', position: signal.position }, acts: ['replace', 'open'] }
        : stay(link);
    case 'load-failed':
      return link.stage === 'loading' ? tryAgain(link, link.position) : stay(link);
    case 'batch':
      return onLine && link.position !== undefined ? onBatch(link, link.position, signal.batch) : stay(link);
    case 'dropped':
      return onLine ? tryAgain(link, link.position) : stay(link);
    // What was sent cannot be read, so where we stand cannot be known.
    case 'malformed':
      return onLine ? tryAgain(link, undefined) : stay(link);
    case 'reset':
      return onLine ? onReset(link, signal.reason) : stay(link);
    case 'refused':
      return link.stage === 'idle' ? stay(link) : end(link, signal.reason);
  }
}

function onBatch(link: Link, position: Position, batch: Pick<Batch, 'from' | 'to' | 'cursor'>): Step {
  switch (receiveBatch(position, batch)) {
    case 'apply': {
      const reached = { seq: batch.to, cursor: batch.cursor };
      return { link: { stage: 'joined', position: reached, attempts: 0 }, acts: ['apply'] };
    }
    case 'ignore':
      return stay(link);
    case 'reconnect':
      return tryAgain(link, position);
  }
}

function onReset(link: Link, reason: Reset['reason']): Step {
  if (reason === 'contract') return end(link, 'contract');
  const step = tryAgain(link, undefined);
  // Another scope means that some of what is on the screen is no longer ours to see: it goes at once.
  return reason === 'scope' ? { link: step.link, acts: ['close', 'empty', 'retry'] } : step;
}

function stay(link: Link): Step {
  return { link, acts: [] };
}

function goOn({ position, attempts }: Link): Step {
  return position === undefined
    ? { link: { stage: 'loading', attempts }, acts: ['load'] }
    : { link: { stage: 'connecting', position, attempts }, acts: ['open'] };
}

function tryAgain(link: Link, position: Position | undefined): Step {
  const waiting = { stage: 'waiting', attempts: link.attempts + 1 } as const;
  return { link: position === undefined ? waiting : { ...waiting, position }, acts: ['close', 'retry'] };
}

function end(link: Link, reason: EndReason): Step {
  const ended = { stage: 'ended', attempts: link.attempts, reason } as const;
  // With an old contract what was applied so far stays true and only ages; without the right it must go.
  return { link: ended, acts: reason === 'contract' ? ['close'] : ['close', 'empty'] };
}

const firstDelayMs = 500;
const longestDelayMs = 5_000;

/**
 * Milliseconds to wait before the attempt after so many failures: from half a second doubling to five, half
 * of it by chance (0 to 1), so that a room full of screens does not come back in the same instant.
 */
export function retryDelayMs(attempts: number, chance: number): number {
  const full = Math.min(longestDelayMs, firstDelayMs * 2 ** Math.max(0, attempts - 1));
  return full * (0.5 + 0.5 * chance);
}
