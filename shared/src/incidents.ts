import { z } from 'zod';
import type { Refusal } from './errors.ts';
import type { Actor } from './roles.ts';
import { ActorRef } from './roles.ts';
import { Instant } from './text.ts';

// Words

/** 1 critical, 2 high, 3 medium, 4 low. The value never changes its meaning; its label is data of the screen. */
export const severities = [1, 2, 3, 4] as const;
export type Severity = (typeof severities)[number];
export const SeverityField = z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]);

export const incidentStates = ['reported', 'open', 'closed', 'reopened'] as const;
export type IncidentState = (typeof incidentStates)[number];

/** What an incident came to. `no-action` is a decision too and needs its reason. */
export const dispositions = [
  'action-taken',
  'report-taken',
  'referred',
  'unfounded',
  'duplicate',
  'no-action',
] as const;
export type Disposition = (typeof dispositions)[number];

/** What was done about an incident. Acknowledging an alert is not in this list: it is not an action. */
export const actionKinds = ['patrol-sent', 'referred', 'contacted', 'followed-up', 'no-action'] as const;
export type ActionKind = (typeof actionKinds)[number];

/** A reporter corrects an own report within this time; afterwards others have acted on it. */
export const reporterAmendWindowMs = 30 * 60_000;

/** Clocks of directorates run ahead by a little; more than this is a wrong time. */
export const clockToleranceMs = 2 * 60_000;

// View

export const GeoPoint = z.object({
  lat: z.number(),
  lon: z.number(),
  accuracyM: z.number().optional(),
});

export const IncidentView = z
  .object({
    id: z.uuid(),
    ref: z.string().describe('Human reference, T1-<year>-<six digits>, without gaps'),
    type: z.string(),
    severity: SeverityField,
    state: z.enum(incidentStates),
    version: z.int(),
    title: z.string(),
    description: z.string().optional(),
    plates: z.array(z.string()),
    location: GeoPoint,
    place: z
      .object({ id: z.string(), nameAr: z.string(), nameEn: z.string(), distanceM: z.number() })
      .optional(),
    districtId: z.string(),
    directorateId: z.string().describe('The directorate that owns it, as of its time'),
    reportingDirectorateId: z.string().optional().describe('The directorate that received the call'),
    occurredAt: z.string(),
    reportedAt: z.string(),
    reportedBy: ActorRef,
    openedAt: z.string().optional(),
    openedBy: ActorRef.optional(),
    lastAction: z
      .object({ kind: z.enum(actionKinds), by: ActorRef, at: z.string(), text: z.string().optional() })
      .optional()
      .describe('Absent while the loop from information to action is open'),
    closedAt: z.string().optional(),
    closedBy: ActorRef.optional(),
    disposition: z.enum(dispositions).optional(),
    exercise: z.boolean(),
  })
  .meta({ id: 'Incident' });
export type IncidentView = z.infer<typeof IncidentView>;

/** The directorates entitled to see an incident: its owner and the one that received the call. */
export function audienceOf(
  incident: Pick<IncidentView, 'directorateId' | 'reportingDirectorateId'>,
): string[] {
  const { directorateId, reportingDirectorateId } = incident;
  return reportingDirectorateId === undefined || reportingDirectorateId === directorateId
    ? [directorateId]
    : [directorateId, reportingDirectorateId];
}

// Rules

/** The commands that move an incident from state to state. */
export type IncidentMove = 'open' | 'close' | 'reopen';

const moves: Record<IncidentMove, { from: readonly IncidentState[]; to: IncidentState }> = {
  open: { from: ['reported', 'reopened'], to: 'open' },
  close: { from: ['reported', 'open', 'reopened'], to: 'closed' },
  reopen: { from: ['closed'], to: 'reopened' },
};

/** The state after the move, or nothing when the move is not legal from here. */
export function stateAfter(state: IncidentState, move: IncidentMove): IncidentState | undefined {
  return moves[move].from.includes(state) ? moves[move].to : undefined;
}

type Owned = Pick<
  IncidentView,
  'state' | 'severity' | 'directorateId' | 'reportedBy' | 'reportedAt' | 'version'
>;

/**
 * May this actor, whose role holds the permission and to whom the incident is visible, act on it?
 * A duty officer acts on incidents of the own directorate only, and leaves closing and reopening of
 * severity 1 to the room.
 */
function refuseOutsider(actor: Actor, incident: Owned): Refusal | undefined {
  const outsider = actor.role === 'duty' && actor.directorateId !== incident.directorateId;
  return outsider ? { code: 'forbidden' } : undefined;
}

function refuseStale(incident: Owned, expectedVersion: number): Refusal | undefined {
  return expectedVersion === incident.version
    ? undefined
    : { code: 'conflict-version', field: 'expectedVersion', version: incident.version };
}

/** Refuses a state move that is not this actor's, not on the current version, or not legal from this state. */
export function refuseMove(
  actor: Actor,
  incident: Owned,
  move: IncidentMove,
  expectedVersion: number,
): Refusal | undefined {
  const critical = incident.severity === 1 && move !== 'open' && actor.role === 'duty';
  return (
    refuseOutsider(actor, incident) ??
    (critical ? { code: 'forbidden' as const } : undefined) ??
    refuseStale(incident, expectedVersion) ??
    (stateAfter(incident.state, move) === undefined
      ? { code: 'illegal-transition' as const, state: incident.state }
      : undefined)
  );
}

/** Refuses an amendment of a closed incident, of a stale version, or by a reporter too late or of another's report. */
export function refuseAmend(
  actor: Actor,
  incident: Owned,
  expectedVersion: number,
  now: Date,
): Refusal | undefined {
  const outsider = refuseOutsider(actor, incident);
  if (outsider) return outsider;
  if (actor.role === 'reporter') {
    if (incident.reportedBy.id !== actor.id) return { code: 'forbidden' };
    if (now.getTime() - Date.parse(incident.reportedAt) > reporterAmendWindowMs) {
      return { code: 'amend-window-over' };
    }
  }
  if (incident.state === 'closed') return { code: 'illegal-transition', state: incident.state };
  return refuseStale(incident, expectedVersion);
}

/** Refuses an action by an outsider, on a stale or closed incident, or a "no action" without its reason. */
export function refuseAct(
  actor: Actor,
  incident: Owned,
  expectedVersion: number,
  kind: ActionKind,
  text: string | undefined,
): Refusal | undefined {
  return (
    refuseOutsider(actor, incident) ??
    (incident.state === 'closed'
      ? { code: 'illegal-transition' as const, state: incident.state }
      : undefined) ??
    refuseStale(incident, expectedVersion) ??
    (kind === 'no-action' && text === undefined
      ? { code: 'reason-missing' as const, field: 'text' }
      : undefined)
  );
}

/** The loop from information to action is open until an action stands on the incident or it is closed. */
export function isOpenLoop(incident: Pick<IncidentView, 'state' | 'lastAction'>): boolean {
  return incident.state !== 'closed' && incident.lastAction === undefined;
}

/** Refuses a note on a stale version; a closed incident still takes notes. */
export function refuseNote(incident: Owned, expectedVersion: number): Refusal | undefined {
  return refuseStale(incident, expectedVersion);
}

/** Refuses an occurrence later than now plus the tolerance for clocks that run ahead. */
export function refuseOccurrence(occurredAt: string, now: Date): Refusal | undefined {
  return Date.parse(occurredAt) > now.getTime() + clockToleranceMs
    ? { code: 'occurred-in-future', field: 'occurredAt' }
    : undefined;
}

// Timeline and catalogue

export const IncidentTypeView = z
  .object({
    id: z.string(),
    nameAr: z.string(),
    nameEn: z.string(),
    group: z.string(),
    groupNameAr: z.string(),
    groupNameEn: z.string(),
    defaultSeverity: SeverityField,
  })
  .meta({ id: 'IncidentType' });
export type IncidentTypeView = z.infer<typeof IncidentTypeView>;

export const TimelineEntry = z
  .object({
    seq: z.int(),
    type: z.string(),
    at: z.string(),
    actor: ActorRef,
    subject: z.uuid(),
    detail: z
      .record(z.string(), z.unknown())
      .optional()
      .describe('What the event adds to the view: note text, reason, names of changed fields'),
  })
  .meta({ id: 'TimelineEntry' });
export type TimelineEntry = z.infer<typeof TimelineEntry>;

export const OccurredAt = Instant.describe('When it happened; at most two minutes ahead of the server');
