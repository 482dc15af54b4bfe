import type { AlertView } from '@t1/shared/alerts';
import { acknowledgementMs, undoWithinMs } from '@t1/shared/alerts';
import type { IncidentView } from '@t1/shared/incidents';

/** More than a day is no news any more: somebody has to look why it still stands. */
const standingMs = 24 * 60 * 60_000;

/** For so long after a climb the row says that it has just climbed. */
const climbedForMs = 6_000;

/** Whole seconds left to take the acknowledgement back, or 0 when the time is over. */
export function undoSeconds(alert: Pick<AlertView, 'acknowledgedAt'>, now: number): number {
  if (alert.acknowledgedAt === undefined) return 0;
  return Math.max(0, Math.ceil((Date.parse(alert.acknowledgedAt) + undoWithinMs - now) / 1000));
}

/**
 * Milliseconds until the word given with the acknowledgement lapses; nothing once an action has kept it.
 * An action recorded after the acknowledgement keeps it; one from before does not.
 */
export function wordHoldsMs(
  alert: AlertView,
  incident: Pick<IncidentView, 'lastAction'> | undefined,
  now: number,
): number | undefined {
  const { state, acknowledgedAt, dueAt } = alert;
  if (state !== 'acknowledged' || acknowledgedAt === undefined) return undefined;
  const acted = incident?.lastAction;
  if (acted !== undefined && acted.at >= acknowledgedAt) return undefined;
  const until = dueAt === undefined ? Date.parse(acknowledgedAt) + acknowledgementMs : Date.parse(dueAt);
  return Math.max(0, until - now);
}

/** Milliseconds until the alert climbs by itself; nothing when it waits for no step. */
export function climbsInMs(alert: AlertView, now: number): number | undefined {
  if (alert.state !== 'unacknowledged' || alert.dueAt === undefined) return undefined;
  return Math.max(0, Date.parse(alert.dueAt) - now);
}

export function isStanding(alert: Pick<AlertView, 'raisedAt'>, now: number): boolean {
  return now - Date.parse(alert.raisedAt) > standingMs;
}

export function justClimbed(climbedAt: string | undefined, now: number): boolean {
  return climbedAt !== undefined && now - Date.parse(climbedAt) < climbedForMs;
}
