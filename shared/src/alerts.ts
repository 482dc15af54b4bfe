import { z } from 'zod';
import { door } from './endpoint.ts';
import type { Refusal } from './errors.ts';
import type { Severity } from './incidents.ts';
import { SeverityField } from './incidents.ts';
import type { Actor } from './roles.ts';
import { ActorRef } from './roles.ts';

// Words

/** ISA-18.2 names; shelving and escalation add to this list. */
export const alertStates = ['unacknowledged', 'acknowledged', 'closed'] as const;
export type AlertState = (typeof alertStates)[number];

// View

export const AlertView = z
  .object({
    id: z.uuid(),
    incidentId: z.uuid().optional(),
    directorateId: z.string(),
    severity: SeverityField,
    state: z.enum(alertStates),
    version: z.int(),
    raisedAt: z.string(),
    step: z.int().describe('Escalation step reached; 0 is the duty officer and the room'),
    dueAt: z.string().optional(),
    acknowledgedBy: ActorRef.optional(),
    acknowledgedAt: z.string().optional(),
    exercise: z.boolean(),
  })
  .meta({ id: 'Alert' });
export type AlertView = z.infer<typeof AlertView>;

// Rules

/** Severity 1 and 2 raise an alert to the duty officer of the directorate and to the room. */
export function raisesAlert(severity: Severity): boolean {
  return severity <= 2;
}

/**
 * Refuses an acknowledgement by somebody the alert is not addressed to, of a stale version, or of an alert
 * that is no longer unacknowledged: of two officers one wins, the other learns who was first.
 */
export function refuseAcknowledge(
  actor: Actor,
  alert: Pick<AlertView, 'state' | 'version' | 'directorateId'>,
  expectedVersion: number,
): Refusal | undefined {
  if (actor.role === 'duty' && actor.directorateId !== alert.directorateId) return { code: 'forbidden' };
  if (alert.state !== 'unacknowledged') {
    return { code: 'alert-already-handled', version: alert.version, state: alert.state };
  }
  if (alert.version !== expectedVersion) {
    return { code: 'conflict-version', field: 'expectedVersion', version: alert.version };
  }
  return undefined;
}

// Doors

export const listAlerts = door({
  name: 'listAlerts',
  method: 'GET',
  path: '/api/v1/alerts',
  allow: 'alert:read',
  summary: 'Alerts the caller may see, newest first',
  query: z.strictObject({
    state: z.enum([...alertStates, 'any', 'not-closed']).default('not-closed'),
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: z.string().max(200).optional(),
  }),
  output: z.object({ items: z.array(AlertView), next: z.string().optional() }),
});

export const acknowledgeAlert = door({
  name: 'acknowledgeAlert',
  method: 'POST',
  path: '/api/v1/alerts/:id/acknowledge',
  allow: 'alert:acknowledge',
  summary: 'Acknowledges an alert; of several who try, one wins',
  params: z.strictObject({ id: z.uuid() }),
  body: z.strictObject({ expectedVersion: z.int().min(1) }),
  output: z
    .object({ id: z.uuid(), state: z.enum(alertStates), version: z.int(), seq: z.int() })
    .meta({ id: 'AlertReceipt' }),
});
