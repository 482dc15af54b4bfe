import type { AlertView } from '@t1/shared/alerts';
import type { Severity } from '@t1/shared/incidents';
import { isSetAside, isWaiting } from './rail-order.ts';

/** More than ten alerts in ten minutes is more than one person can follow singly (EEMUA 191). */
const floodAbove = 10;
const floodWindowMs = 10 * 60_000;

/** One bulk acknowledgement asks once; severity 1 is never among them. */
export interface AlertGroup {
  readonly key: string;
  readonly directorateId: string;
  /** Type of the incidents, where it is known. */
  readonly type?: string | undefined;
  readonly gravest: Severity;
  readonly alerts: readonly AlertView[];
}

/** One line of the rail. */
export type RailItem =
  | { readonly kind: 'alert'; readonly key: string; readonly alert: AlertView; readonly inGroup: boolean }
  | { readonly kind: 'group'; readonly key: string; readonly group: AlertGroup; readonly opened: boolean }
  | { readonly kind: 'shelf'; readonly key: string; readonly count: number };

/** How many alerts in view were raised within the last ten minutes. */
export function raisedLately(alerts: readonly AlertView[], now: number): number {
  return alerts.filter(({ raisedAt }) => now - Date.parse(raisedAt) < floodWindowMs).length;
}

/** A flood begins with the eleventh alert of ten minutes and ends by itself. */
export function isFlood(alerts: readonly AlertView[], now: number): boolean {
  return raisedLately(alerts, now) > floodAbove;
}

/** The rail in its order (railOrder): in a flood, what waits and is not critical stands in groups. */
export function railItems(
  ordered: readonly AlertView[],
  flooding: boolean,
  typeOf: (alert: AlertView) => string | undefined,
  opened: ReadonlySet<string>,
): readonly RailItem[] {
  const shelved = ordered.filter(isSetAside);
  const standing = ordered.filter((alert) => !isSetAside(alert));
  const grouped = flooding ? standing.filter((alert) => isWaiting(alert) && alert.severity > 1) : [];
  const inGroups = new Set(grouped);
  const singly = standing.filter((alert) => !inGroups.has(alert));
  const waiting = singly.filter(isWaiting);
  const taken = singly.filter((alert) => !isWaiting(alert));
  return [
    ...waiting.map((alert) => single(alert)),
    ...groupsOf(grouped, typeOf).flatMap((group) => itemsOf(group, opened)),
    ...taken.map((alert) => single(alert)),
    ...(shelved.length === 0 ? [] : [{ kind: 'shelf' as const, key: 'shelf', count: shelved.length }]),
    ...shelved.map((alert) => single(alert)),
  ];
}

/** Groups by directorate and type, the gravest first, then the largest. */
function groupsOf(
  alerts: readonly AlertView[],
  typeOf: (alert: AlertView) => string | undefined,
): readonly AlertGroup[] {
  const groups = new Map<string, AlertGroup>();
  for (const alert of alerts) {
    const type = typeOf(alert);
    const key = `${alert.directorateId}|${type ?? ''}`;
    const group = groups.get(key);
    groups.set(key, {
      key,
      directorateId: alert.directorateId,
      type,
      gravest: group === undefined || alert.severity < group.gravest ? alert.severity : group.gravest,
      alerts: [...(group?.alerts ?? []), alert],
    });
  }
  return [...groups.values()].sort((a, b) => a.gravest - b.gravest || b.alerts.length - a.alerts.length);
}

function itemsOf(group: AlertGroup, opened: ReadonlySet<string>): readonly RailItem[] {
  const [only, ...others] = group.alerts;
  if (only !== undefined && others.length === 0) return [single(only)];
  const isOpened = opened.has(group.key);
  const head: RailItem = { kind: 'group', key: group.key, group, opened: isOpened };
  return isOpened ? [head, ...group.alerts.map((alert) => single(alert, true))] : [head];
}

function single(alert: AlertView, inGroup = false): RailItem {
  return { kind: 'alert', key: alert.id, alert, inGroup };
}
