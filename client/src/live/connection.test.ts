// @vitest-environment node
import { describe, expect, it } from 'vitest';
import type { Health } from './connection.ts';
import { connectionAt } from './connection.ts';
import { ServerClock } from './server-clock.ts';

const position = { seq: 1, cursor: 'c1' };
const good: Health = {
  link: { stage: 'joined', position, attempts: 0 },
  everLoaded: true,
  unusable: false,
  currentAt: 100_000,
};
const down: Health = { ...good, link: { stage: 'waiting', position, attempts: 3 } };

function phaseAfter(health: Health, ageMs: number) {
  return connectionAt(health, health.currentAt + ageMs).phase;
}

describe('what the screen says about itself', () => {
  it('is live up to ten seconds without proof of being current, late up to thirty, then stale', () => {
    expect(phaseAfter(good, 0)).toBe('live');
    expect(phaseAfter(good, 10_000)).toBe('live');
    expect(phaseAfter(good, 10_001)).toBe('late');
    expect(phaseAfter(good, 30_000)).toBe('late');
    expect(phaseAfter(good, 30_001)).toBe('stale');
  });

  it('is late at once when the line is down, and stale after thirty seconds', () => {
    expect(phaseAfter(down, 0)).toBe('late');
    expect(phaseAfter(down, 30_001)).toBe('stale');
    expect(connectionAt(down, down.currentAt)).toMatchObject({ attempts: 3, everLoaded: true });
  });

  it('is loading until the first batch, and an error when the answers are of no use', () => {
    const first: Health = { ...good, everLoaded: false, link: { stage: 'loading', attempts: 0 } };
    expect(phaseAfter(first, 0)).toBe('loading');
    expect(connectionAt(first, 999_999).ageMs).toBe(0);
    expect(phaseAfter({ ...first, unusable: true }, 0)).toBe('error');
    expect(phaseAfter({ ...good, link: { stage: 'connecting', position, attempts: 0 } }, 0)).toBe('loading');
    expect(phaseAfter({ ...good, link: { stage: 'connecting', position, attempts: 1 } }, 0)).toBe('late');
  });

  it('tells a lost right from a program that is too old', () => {
    const ended = { stage: 'ended', attempts: 0 } as const;
    expect(connectionAt({ ...good, link: { ...ended, reason: 'revoked' } }, 0)).toMatchObject({
      phase: 'revoked',
      reason: 'revoked',
    });
    expect(connectionAt({ ...good, link: { ...ended, reason: 'contract' } }, 0)).toMatchObject({
      phase: 'error',
      reason: 'contract',
    });
  });

  it('gives the age in whole seconds, never below zero when the clock was set back', () => {
    expect(connectionAt(good, good.currentAt + 2_900).ageMs).toBe(2_000);
    expect(connectionAt(good, good.currentAt - 60_000).ageMs).toBe(0);
  });
});

describe("the server's clock", () => {
  const serverAhead = 40_000;
  const messageAt = (sentAt: number) => new Date(sentAt + serverAhead).toISOString();

  it('is known as well as the fastest of the last messages allows', () => {
    const clock = new ServerClock();
    [80, 12, 350, 30].forEach((delay, n) => clock.observe(messageAt(n * 2_000), n * 2_000 + delay));
    expect(clock.offsetMs).toBe(serverAhead - 12);
  });

  it('follows an own clock that drifts', () => {
    const clock = new ServerClock();
    for (let n = 0; n < 100; n += 1) clock.observe(messageAt(n * 2_000), n * 2_000 + 10 + n * 5);
    expect(clock.offsetMs).toBe(serverAhead - 10 - 70 * 5);
  });

  it('begins anew when the own clock is set, and does not mind an unreadable time', () => {
    const clock = new ServerClock();
    clock.observe(messageAt(0), 10);
    clock.observe('soon', 10);
    clock.observe(messageAt(2_000), 2_010 + 3_600_000);
    expect(clock.offsetMs).toBe(serverAhead - 3_600_010);
  });
});
