// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { Link, Signal } from './protocol.ts';
import { follow, idle, receiveBatch, retryDelayMs } from './protocol.ts';

const here = { seq: 10, cursor: 'c10' };

function after(link: Link, ...signals: Signal[]): Link {
  return signals.reduce((state, signal) => follow(state, signal).link, link);
}

const joined: Link = { stage: 'joined', position: here, attempts: 0 };

describe('a batch', () => {
  it('is applied when it begins where the screen stands, also when it brings no event', () => {
    expect(receiveBatch(here, { from: 10, to: 14 })).toBe('apply');
    expect(receiveBatch(here, { from: 10, to: 10 })).toBe('apply');
  });

  it('is ignored when all of it is old', () => {
    expect(receiveBatch(here, { from: 4, to: 9 })).toBe('ignore');
    expect(receiveBatch(here, { from: 4, to: 10 })).toBe('ignore');
  });

  it('makes the screen connect again when something is missing before it, or when it is half old', () => {
    expect(receiveBatch(here, { from: 11, to: 14 })).toBe('reconnect');
    expect(receiveBatch(here, { from: 9, to: 14 })).toBe('reconnect');
  });
});

describe('the way into the room', () => {
  it('goes by the snapshot, the line with its cursor, and the first batch', () => {
    const started = follow(idle, { kind: 'started' });
    expect(started).toMatchObject({ link: { stage: 'loading' }, acts: ['load'] });
    const loaded = follow(started.link, { kind: 'loaded', position: here });
    expect(loaded).toMatchObject({
      link: { stage: 'connecting', position: here },
      acts: ['replace', 'open'],
    });
    const batch = { from: 10, to: 12, cursor: 'c12' };
    expect(follow(loaded.link, { kind: 'batch', batch })).toEqual({
      link: { stage: 'joined', position: { seq: 12, cursor: 'c12' }, attempts: 0 },
      acts: ['apply'],
    });
  });

  it('goes on from the held cursor after a drop and after a gap, without a new snapshot', () => {
    const gap = { kind: 'batch', batch: { from: 11, to: 12, cursor: 'c12' } } as const;
    for (const signal of [{ kind: 'dropped' } as const, gap]) {
      const lost = follow(joined, signal);
      expect(lost.acts).toEqual(['close', 'retry']);
      expect(follow(lost.link, { kind: 'again' })).toMatchObject({
        link: { position: here },
        acts: ['open'],
      });
    }
  });

  it('goes by a new snapshot after a reset and after a frame that cannot be read', () => {
    const signals = [{ kind: 'reset', reason: 'too-old' } as const, { kind: 'malformed' } as const];
    for (const signal of signals) {
      expect(follow(after(joined, signal), { kind: 'again' }).acts).toEqual(['load']);
    }
  });

  it('takes everything off the screen at once when the scope has changed or the right is gone', () => {
    expect(follow(joined, { kind: 'reset', reason: 'scope' }).acts).toEqual(['close', 'empty', 'retry']);
    expect(follow(joined, { kind: 'refused', reason: 'revoked' }).acts).toEqual(['close', 'empty']);
  });

  it('ends when the server speaks another contract or refuses, and can be started again', () => {
    const ends: Signal[] = [
      { kind: 'reset', reason: 'contract' },
      { kind: 'refused', reason: 'forbidden' },
    ];
    for (const signal of ends) {
      const ended = after(joined, signal);
      expect(ended.stage).toBe('ended');
      expect(after(ended, { kind: 'dropped' }, { kind: 'again' })).toBe(ended);
      expect(follow(ended, { kind: 'started' }).acts).toEqual(['load']);
    }
  });

  it('is not changed by what comes too late', () => {
    const waiting = after(joined, { kind: 'dropped' });
    const late: Signal[] = [
      { kind: 'batch', batch: { from: 10, to: 11, cursor: 'c11' } },
      { kind: 'dropped' },
      { kind: 'loaded', position: here },
      { kind: 'reset', reason: 'epoch' },
    ];
    for (const signal of late) expect(follow(waiting, signal)).toEqual({ link: waiting, acts: [] });
  });
});

describe('the pause before the next attempt', () => {
  it('doubles from half a second to five and is spread by chance', () => {
    expect([1, 2, 3, 4, 5, 50].map((attempts) => retryDelayMs(attempts, 1))).toEqual([
      500, 1_000, 2_000, 4_000, 5_000, 5_000,
    ]);
    expect(retryDelayMs(1, 0)).toBe(250);
    expect(retryDelayMs(50, 0)).toBe(2_500);
  });
});
