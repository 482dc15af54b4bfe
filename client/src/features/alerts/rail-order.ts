import type { AlertView } from '@t1/shared/alerts';
import { alertRanks } from '../../live/world.ts';

/** Those who say nothing for a time stand apart, at the end. */
export function isSetAside({ state }: Pick<AlertView, 'state'>): boolean {
  return state === 'shelved' || state === 'suppressed';
}

/** Waits for somebody to say that they have seen it. */
export function isWaiting({ state }: Pick<AlertView, 'state'>): boolean {
  return state === 'unacknowledged' || state === 'cleared-unacknowledged';
}

/**
 * Those nobody has taken first, the gravest and longest waiting on top; then those that are over and unseen,
 * then the taken ones, last taken first; at the end what was set aside, first the one that returns first.
 */
export function railOrder(alerts: readonly AlertView[]): readonly AlertView[] {
  return alerts
    .filter(({ state }) => state !== 'closed')
    .sort((a, b) => {
      const rank = alertRanks[a.state] - alertRanks[b.state];
      if (rank !== 0) return rank;
      if (isWaiting(a)) return a.severity - b.severity || compare(a.raisedAt, b.raisedAt);
      if (isSetAside(a)) return compare(a.dueAt ?? '', b.dueAt ?? '') || compare(a.raisedAt, b.raisedAt);
      return compare(b.acknowledgedAt ?? '', a.acknowledgedAt ?? '');
    });
}

/** The alert that a key acts on: the one of the opened incident, else the topmost on which the person may. */
export function keyedAlert(
  alerts: readonly AlertView[],
  openedIncidentId: string | undefined,
  may: (alert: AlertView) => boolean,
): AlertView | undefined {
  const possible = railOrder(alerts).filter(may);
  if (openedIncidentId === undefined) return possible[0];
  // With an incident open, a key never acts on the alert of another one behind the person's back.
  return possible.find(({ incidentId }) => incidentId === openedIncidentId);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
