import type { AlertView } from '@t1/shared/alerts';

/** Those nobody has taken first, the gravest and longest waiting on top; below them the taken ones, last taken first. */
export function railOrder(alerts: readonly AlertView[]): readonly AlertView[] {
  return alerts
    .filter(({ state }) => state !== 'closed')
    .sort((a, b) => {
      const waiting = Number(b.state === 'unacknowledged') - Number(a.state === 'unacknowledged');
      if (waiting !== 0) return waiting;
      if (a.state === 'unacknowledged') return a.severity - b.severity || compare(a.raisedAt, b.raisedAt);
      return compare(b.acknowledgedAt ?? '', a.acknowledgedAt ?? '');
    });
}

/** The alert that the key A takes: the one of the opened incident, else the topmost the person may take. */
export function keyedAlert(
  alerts: readonly AlertView[],
  openedIncidentId: string | undefined,
  mayAcknowledge: (alert: AlertView) => boolean,
): AlertView | undefined {
  const takable = railOrder(alerts).filter(mayAcknowledge);
  if (openedIncidentId === undefined) return takable[0];
  // With an incident open, A never takes the alert of another one behind the person's back.
  return takable.find(({ incidentId }) => incidentId === openedIncidentId);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
