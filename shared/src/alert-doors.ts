import { z } from 'zod';
import { AlertView, EscalationStep, alertStates, intents } from './alerts.ts';
import { door } from './endpoint.ts';
import { SeverityField } from './incidents.ts';
import { writtenText } from './text.ts';

const one = z.strictObject({ id: z.uuid() });
const expectedVersion = z.int().min(1);
const AlertReceipt = z
  .object({ id: z.uuid(), state: z.enum(alertStates), version: z.int(), seq: z.int() })
  .meta({ id: 'AlertReceipt' });

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
  summary: 'Acknowledges an alert, with what the caller means to do; of several who try, one wins',
  params: one,
  body: z.strictObject({ expectedVersion, intent: z.enum(intents).default('received') }),
  output: AlertReceipt,
});

export const undoAcknowledgement = door({
  name: 'undoAcknowledgement',
  method: 'POST',
  path: '/api/v1/alerts/:id/undo',
  allow: 'alert:acknowledge',
  summary: 'Takes an own acknowledgement back within ten seconds; both stay in the log',
  params: one,
  body: z.strictObject({ expectedVersion }),
  output: AlertReceipt,
});

export const escalateAlert = door({
  name: 'escalateAlert',
  method: 'POST',
  path: '/api/v1/alerts/:id/escalate',
  allow: 'alert:acknowledge',
  summary: 'Hands an alert on to its next step at once: "I cannot"',
  params: one,
  body: z.strictObject({ expectedVersion, reason: writtenText(300).optional() }),
  output: AlertReceipt,
});

export const shelveAlert = door({
  name: 'shelveAlert',
  method: 'POST',
  path: '/api/v1/alerts/:id/shelve',
  allow: 'alert:acknowledge',
  summary: 'Sets an alert aside for a time, with the reason; it comes back by itself',
  params: one,
  body: z.strictObject({
    expectedVersion,
    minutes: z.int().min(1).max(240),
    reason: writtenText(300),
  }),
  output: AlertReceipt,
});

export const unshelveAlert = door({
  name: 'unshelveAlert',
  method: 'POST',
  path: '/api/v1/alerts/:id/unshelve',
  allow: 'alert:acknowledge',
  summary: 'Takes an alert from the shelf before its time',
  params: one,
  body: z.strictObject({ expectedVersion }),
  output: AlertReceipt,
});

export const EscalationPolicyView = z
  .object({
    directorateId: z.string().optional().describe('Absent: for every directorate without its own'),
    severity: SeverityField,
    steps: z.array(EscalationStep),
  })
  .meta({ id: 'EscalationPolicy' });
export type EscalationPolicyView = z.infer<typeof EscalationPolicyView>;

export const listEscalationPolicies = door({
  name: 'listEscalationPolicies',
  method: 'GET',
  path: '/api/v1/escalation-policies',
  allow: 'reference:read',
  summary: 'How alerts climb, by severity and directorate',
  output: z.object({ items: z.array(EscalationPolicyView) }),
});
