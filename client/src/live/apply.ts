import type { DomainEvent, EventOf, EventType } from '@t1/shared/events';
import type { SnapshotView } from '@t1/shared/live-doors';
import { alertEvents } from './apply/alerts.ts';
import { incidentEvents } from './apply/incidents.ts';
import { rosterEvents } from './apply/roster.ts';
import type { World } from './world.ts';

type EventsByType = { [T in EventType]: EventOf<T> };

/** One row for each event of the contract: an event without a row does not compile. */
const rows: { readonly [T in EventType]: (world: World, event: EventsByType[T]) => void } = {
  ...incidentEvents,
  ...alertEvents,
  ...rosterEvents,
};

function applyOne<T extends EventType>(world: World, type: T, event: EventsByType[T]): void {
  rows[type](world, event);
}

/**
 * State and event give the next state: nothing else is read (no clock, no screen) and no view is changed,
 * only exchanged. Applying an event again, or an older one of the same subject, changes nothing.
 */
export function applyEvent(world: World, event: DomainEvent): void {
  applyOne(world, event.type, event);
  world.recent.add(event);
}

/** The room begins again at the snapshot. The recent events go too: they may belong to another log or scope. */
export function applySnapshot(
  world: World,
  snapshot: Pick<SnapshotView, 'incidents' | 'alerts' | 'shifts'>,
): void {
  world.incidents.replace(snapshot.incidents);
  world.alerts.replace(snapshot.alerts);
  world.shifts.replace(snapshot.shifts);
  world.alertNotes.clear();
  world.recent.clear();
}

/** True when this program knows what the event type means; a newer server may send more. */
export function knowsEventType(type: unknown): type is EventType {
  return typeof type === 'string' && Object.hasOwn(rows, type);
}
