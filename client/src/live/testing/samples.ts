import type { AlertView } from '@t1/shared/alerts';
import type { DomainEvent, EventOf, EventType } from '@t1/shared/events';
import type { IncidentView } from '@t1/shared/incidents';
import type { SnapshotView } from '@t1/shared/live-doors';
import { systemActor } from '@t1/shared/roles';

/** A valid UUID that shows its number. */
export function idOf(number: number): string {
  return `00000000-0000-7000-8000-${String(number).padStart(12, '0')}`;
}

export const startOfDay = Date.parse('2026-03-01T06:00:00.000Z');

/** An incident of the test country; what the test is about is given, the rest is ordinary. */
export function incident(number: number, own: Partial<IncidentView> = {}): IncidentView {
  const at = new Date(startOfDay + number * 60_000).toISOString();
  return Object.freeze({
    id: idOf(number),
    ref: `T1-2026-${String(number).padStart(6, '0')}`,
    type: 'fire-building',
    severity: 3 as const,
    state: 'reported' as const,
    version: 1,
    title: 'دخان من مبنى',
    plates: [],
    location: { lat: 32.88, lon: 13.19 },
    districtId: 'tripoli',
    directorateId: 'tripoli',
    occurredAt: at,
    reportedAt: at,
    reportedBy: systemActor,
    exercise: true,
    ...own,
  });
}

/** An alert of the incident with the same number. */
export function alert(number: number, own: Partial<AlertView> = {}): AlertView {
  const view: AlertView = {
    id: idOf(1_000_000 + number),
    incidentId: idOf(number),
    directorateId: 'tripoli',
    severity: 2,
    state: 'unacknowledged',
    version: 1,
    raisedAt: new Date(startOfDay + number * 60_000).toISOString(),
    step: 0,
    steps: 3,
    targets: ['on-duty', 'room'],
    exercise: true,
    ...own,
  };
  return Object.freeze(view);
}

/** The event of this type about the view, as the server would write it at this place of the log. */
export function event<T extends EventType>(seq: number, type: T, data: EventOf<T>['data'], version?: number) {
  return {
    seq,
    id: idOf(2_000_000 + seq),
    type,
    at: new Date(startOfDay + seq * 1000).toISOString(),
    actor: systemActor,
    subject: data.id,
    version: version ?? ('version' in data ? data.version : 1),
    data,
    // A type and the data of that type make an event; the compiler cannot join the two generically.
  } as DomainEvent;
}

/** A snapshot at this place of the log. */
export function snapshot(seq: number, own: Partial<SnapshotView> = {}): SnapshotView {
  return {
    cursor: `c${seq}`,
    seq,
    serverNow: new Date(startOfDay).toISOString(),
    incidents: [],
    alerts: [],
    shifts: [],
    ...own,
  };
}
