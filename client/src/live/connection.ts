import { lateWithinMs, liveWithinMs } from '@t1/shared/socket';
import type { EndReason, Link } from './protocol.ts';

/** How far what is on the screen can be trusted; a silent line must never look like a calm country. */
type Phase = 'loading' | 'live' | 'late' | 'stale' | 'revoked' | 'error';

export interface ConnectionView {
  readonly phase: Phase;
  /** Milliseconds, in whole seconds, since the screen was last known to show all there is. */
  readonly ageMs: number;
  /** Attempts in a row that failed; 0 while the line is good. */
  readonly attempts: number;
  /** True once a snapshot is on the screen, however old. */
  readonly everLoaded: boolean;
  /** With `revoked` and `error`: why nothing more will come by itself. */
  readonly reason?: EndReason;
}

export interface Health {
  readonly link: Link;
  readonly everLoaded: boolean;
  /** The server answered, and this program could not use the answer. */
  readonly unusable: boolean;
  /** When the screen was last known to show all there is, in milliseconds of the same clock as `now`. */
  readonly currentAt: number;
}

/**
 * Live up to ten seconds without proof of being current, late up to thirty, then stale. A line known to be
 * down is late at once.
 */
export function connectionAt(health: Health, now: number): ConnectionView {
  const { link, everLoaded } = health;
  // A clock that was set back must not make the screen younger than it is now.
  const age = everLoaded ? Math.max(0, now - health.currentAt) : 0;
  const view = { ageMs: Math.floor(age / 1000) * 1000, attempts: link.attempts, everLoaded };
  if (link.stage === 'ended') {
    return { ...view, phase: link.reason === 'revoked' ? 'revoked' : 'error', reason: link.reason };
  }
  return { ...view, phase: phaseOf(health, age) };
}

function phaseOf({ link, everLoaded, unusable }: Health, age: number): Phase {
  if (!everLoaded) return unusable ? 'error' : 'loading';
  if (age > lateWithinMs) return 'stale';
  if (age > liveWithinMs) return 'late';
  // The moment between the first snapshot and the first batch belongs to loading.
  if (link.stage === 'connecting' && link.attempts === 0) return 'loading';
  return link.stage === 'joined' ? 'live' : 'late';
}

/** True when nothing in the view that a reader sees has changed. */
export function sameConnection(a: ConnectionView, b: ConnectionView): boolean {
  return (
    a.phase === b.phase &&
    a.ageMs === b.ageMs &&
    a.attempts === b.attempts &&
    a.everLoaded === b.everLoaded &&
    a.reason === b.reason
  );
}
