import { z } from 'zod';
import { AlertView } from './alerts.ts';
import { IncidentView } from './incidents.ts';
import { ActorRef } from './roles.ts';
import { ShiftView } from './roster.ts';

/**
 * What happened, in the past tense. An event carries the full new view of its subject with its version:
 * applying it needs no fetch, applying it twice changes nothing. `detail` holds what the view does not:
 * the text of a note, a reason, the names of changed fields.
 */
function event<T extends string, D extends z.ZodType>(type: T, data: D) {
  return z.object({
    seq: z.int(),
    id: z.uuid(),
    type: z.literal(type),
    at: z.string(),
    actor: ActorRef,
    subject: z.uuid(),
    version: z.int(),
    data,
    detail: z.record(z.string(), z.unknown()).optional(),
  });
}

/** Tells a scope that lost sight of the subject to forget it; it says nothing else about it. */
const Withdrawn = z.object({ id: z.uuid() });

export const DomainEvent = z
  .discriminatedUnion('type', [
    event('incident.reported', IncidentView),
    event('incident.amended', IncidentView),
    event('incident.opened', IncidentView),
    event('incident.acted-on', IncidentView),
    event('incident.noted', IncidentView),
    event('incident.transferred', IncidentView),
    event('incident.closed', IncidentView),
    event('incident.reopened', IncidentView),
    event('incident.withdrawn', Withdrawn),
    event('alert.raised', AlertView),
    event('alert.acknowledged', AlertView),
    event('alert.acknowledgement-undone', AlertView),
    event('alert.acknowledgement-lapsed', AlertView),
    event('alert.escalated', AlertView),
    event('alert.shelved', AlertView),
    event('alert.unshelved', AlertView),
    event('alert.redirected', AlertView),
    event('alert.closed', AlertView),
    event('alert.withdrawn', Withdrawn),
    event('roster.shift-added', ShiftView),
    event('roster.shift-substituted', ShiftView),
    event('roster.shift-cancelled', ShiftView),
    event('roster.handed-over', ShiftView),
  ])
  .meta({ id: 'Event' });
export type DomainEvent = z.infer<typeof DomainEvent>;
export type EventType = DomainEvent['type'];

/** The events of one type. */
export type EventOf<T extends EventType> = Extract<DomainEvent, { type: T }>;
