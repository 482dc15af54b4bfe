import type { AlertView } from '@t1/shared/alerts';
import type { IncidentView } from '@t1/shared/incidents';
import { useCallback, useMemo, useState } from 'react';
import { useAlerts, useOpenIncidents, useServerNow } from '../../live/selectors.tsx';
import type { RailItem } from './flood.ts';
import { isFlood, railItems, raisedLately } from './flood.ts';
import { railOrder } from './rail-order.ts';

/** What stands in the rail now, line by line. */
export interface Rail {
  readonly items: readonly RailItem[];
  /** Alerts that a person can see without opening a group, in their order. */
  readonly inSight: readonly AlertView[];
  /** How many were raised in the last ten minutes, while that is a flood. */
  readonly flood: number | undefined;
  readonly toggleGroup: (key: string) => void;
}

/** A flood begins and ends on a scale of minutes. */
const floodSeenEveryMs = 5_000;

const nothing: readonly never[] = [];

/** The rail of the signed-in person; the groups of a flood open and close by their key. */
export function useRail(): Rail {
  const alerts = useAlerts();
  const incidents = useOpenIncidents();
  const now = useServerNow(floodSeenEveryMs);
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const flooding = isFlood(alerts, now);
  const known = flooding ? incidents : nothing;
  const items = useMemo(
    () => railItems(railOrder(alerts), flooding, typesOf(known), opened),
    [alerts, known, flooding, opened],
  );
  const inSight = useMemo(
    () => items.flatMap((item) => (item.kind === 'alert' ? [item.alert] : [])),
    [items],
  );
  const toggleGroup = useCallback(
    (key: string) =>
      setOpened((before) =>
        before.has(key) ? new Set([...before].filter((one) => one !== key)) : new Set([...before, key]),
      ),
    [],
  );
  return { items, inSight, flood: flooding ? raisedLately(alerts, now) : undefined, toggleGroup };
}

function typesOf(incidents: readonly IncidentView[]): (alert: AlertView) => string | undefined {
  const types = new Map(incidents.map(({ id, type }) => [id, type]));
  return ({ incidentId }) => (incidentId === undefined ? undefined : types.get(incidentId));
}
