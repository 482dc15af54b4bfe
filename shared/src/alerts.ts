import { z } from 'zod';
import type { Severity } from './incidents.ts';
import { SeverityField } from './incidents.ts';
import { ActorRef } from './roles.ts';

// Words

/**
 * The states of ISA-18.2 with its words. `cleared-unacknowledged`: what it warned of is over, but nobody has
 * said that they saw it. `shelved`: set aside by a person for a time. `suppressed`: silent by design.
 */
export const alertStates = [
  'unacknowledged',
  'acknowledged',
  'cleared-unacknowledged',
  'shelved',
  'suppressed',
  'closed',
] as const;
export type AlertState = (typeof alertStates)[number];

/** What somebody who acknowledges means to do. It is a word given, not yet an action. */
export const intents = ['received', 'patrol-sent', 'referred'] as const;
export type Intent = (typeof intents)[number];

/** To whom a step of an escalation speaks. */
export const targetKinds = ['on-duty', 'second', 'superior', 'room', 'supervisor', 'walls'] as const;
export type TargetKind = (typeof targetKinds)[number];

/** A thing a step asks for beside looking: it stands on the screens of those it speaks to. */
export const stepTasks = ['call-by-radio'] as const;

export const EscalationStep = z
  .object({
    afterSeconds: z.int().min(1).max(86_400).describe('Counted from the step before, or from the raising'),
    targets: z.array(z.enum(targetKinds)).min(1),
    task: z.enum(stepTasks).optional(),
  })
  .meta({ id: 'EscalationStep' });
export type EscalationStep = z.infer<typeof EscalationStep>;

/** An acknowledgement is a promise for this long; without an action on the incident the alert stands again. */
export const acknowledgementMs = 10 * 60_000;

/** A slip of the finger can be taken back for this long. */
export const undoWithinMs = 10_000;

/** How long an alert may be shelved at most, in minutes; severity 1 never is. */
export const shelfMinutes: Record<Severity, number> = { 1: 0, 2: 30, 3: 240, 4: 240 };

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
    steps: z.int().describe('Steps the alert can climb, as its policy stood when it was raised'),
    targets: z.array(z.enum(targetKinds)).describe('To whom it has spoken so far'),
    task: z.enum(stepTasks).optional().describe('What the step reached asks for'),
    dueAt: z
      .string()
      .optional()
      .describe('When it climbs to the next step, or its acknowledgement or shelf ends'),
    acknowledgedBy: ActorRef.optional(),
    acknowledgedAt: z.string().optional(),
    intent: z.enum(intents).optional(),
    shelvedBy: ActorRef.optional(),
    shelfReason: z.string().optional(),
    exercise: z.boolean(),
  })
  .meta({ id: 'Alert' });
export type AlertView = z.infer<typeof AlertView>;
