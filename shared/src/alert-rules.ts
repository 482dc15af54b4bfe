import type { AlertState, AlertView, EscalationStep, TargetKind } from './alerts.ts';
import { shelfMinutes, undoWithinMs } from './alerts.ts';
import type { Refusal } from './errors.ts';
import type { Severity } from './incidents.ts';
import type { Actor } from './roles.ts';

/** Severity 1 and 2 raise an alert to the duty officer of the directorate and to the room. */
export function raisesAlert(severity: Severity): boolean {
  return severity <= 2;
}

/** What can happen to an alert, by a person or by the rules. */
export type AlertMove =
  | 'acknowledge'
  | 'undo'
  | 'lapse'
  | 'escalate'
  | 'shelve'
  | 'unshelve'
  | 'suppress'
  | 'release'
  | 'clear'
  | 'redirect'
  | 'close';

type Transitions = Partial<Record<AlertState, AlertState>>;

/** From which state to which each move leads; what is not here is not legal. */
const moves: Record<AlertMove, Transitions> = {
  acknowledge: { unacknowledged: 'acknowledged', 'cleared-unacknowledged': 'closed' },
  undo: { acknowledged: 'unacknowledged' },
  lapse: { acknowledged: 'unacknowledged' },
  escalate: { unacknowledged: 'unacknowledged' },
  shelve: { unacknowledged: 'shelved', acknowledged: 'shelved' },
  unshelve: { shelved: 'unacknowledged' },
  suppress: { unacknowledged: 'suppressed', acknowledged: 'suppressed', shelved: 'suppressed' },
  release: { suppressed: 'unacknowledged' },
  clear: {
    unacknowledged: 'cleared-unacknowledged',
    acknowledged: 'closed',
    shelved: 'closed',
    suppressed: 'closed',
  },
  redirect: {
    unacknowledged: 'unacknowledged',
    acknowledged: 'unacknowledged',
    'cleared-unacknowledged': 'cleared-unacknowledged',
    shelved: 'unacknowledged',
    suppressed: 'suppressed',
  },
  close: {
    unacknowledged: 'closed',
    acknowledged: 'closed',
    'cleared-unacknowledged': 'closed',
    shelved: 'closed',
    suppressed: 'closed',
  },
};

/** The state after the move, or nothing when the move is not legal from here. */
export function alertStateAfter(state: AlertState, move: AlertMove): AlertState | undefined {
  return moves[move][state];
}

type Handled = Pick<AlertView, 'state' | 'version' | 'directorateId' | 'severity'>;

function refuse(actor: Actor, alert: Handled, move: AlertMove, expectedVersion: number): Refusal | undefined {
  if (actor.role === 'duty' && actor.directorateId !== alert.directorateId) return { code: 'forbidden' };
  if (alertStateAfter(alert.state, move) === undefined) {
    return { code: 'alert-already-handled', version: alert.version, state: alert.state };
  }
  if (alert.version !== expectedVersion) {
    return { code: 'conflict-version', field: 'expectedVersion', version: alert.version };
  }
  return undefined;
}

/**
 * Refuses an acknowledgement by somebody the alert is not addressed to, of a stale version, or of an alert
 * that is no longer unacknowledged: of two officers one wins, the other learns who was first.
 */
export function refuseAcknowledge(
  actor: Actor,
  alert: Handled,
  expectedVersion: number,
): Refusal | undefined {
  return refuse(actor, alert, 'acknowledge', expectedVersion);
}

/** Refuses to hand an alert on to the next step by hand when it cannot climb any more. */
export function refuseEscalate(
  actor: Actor,
  alert: Handled & Pick<AlertView, 'step' | 'steps'>,
  expectedVersion: number,
): Refusal | undefined {
  return (
    refuse(actor, alert, 'escalate', expectedVersion) ??
    (alert.step >= alert.steps ? { code: 'no-further-step' as const } : undefined)
  );
}

/** Refuses to take back what another acknowledged, or what is older than ten seconds. */
export function refuseUndo(
  actor: Actor,
  alert: Handled & Pick<AlertView, 'acknowledgedBy' | 'acknowledgedAt'>,
  expectedVersion: number,
  now: Date,
): Refusal | undefined {
  const refusal = refuse(actor, alert, 'undo', expectedVersion);
  if (refusal !== undefined) return refusal;
  if (alert.acknowledgedBy?.id !== actor.id) return { code: 'forbidden' };
  const age = now.getTime() - Date.parse(alert.acknowledgedAt ?? now.toISOString());
  return age > undoWithinMs ? { code: 'undo-too-late' } : undefined;
}

/** Refuses to shelve severity 1 at all, and others for longer than their severity bears. */
export function refuseShelve(
  actor: Actor,
  alert: Handled,
  expectedVersion: number,
  minutes: number,
): Refusal | undefined {
  const refusal = refuse(actor, alert, 'shelve', expectedVersion);
  if (refusal !== undefined) return refusal;
  return minutes > shelfMinutes[alert.severity] ? { code: 'shelf-too-long', field: 'minutes' } : undefined;
}

/** Refuses to take from the shelf what is not on it. */
export function refuseUnshelve(actor: Actor, alert: Handled, expectedVersion: number): Refusal | undefined {
  return refuse(actor, alert, 'unshelve', expectedVersion);
}

/** Everybody an alert has spoken to once it stands at this step: the first word goes to duty officer and room. */
export function targetsUpTo(step: number, policy: readonly EscalationStep[]): TargetKind[] {
  const first: TargetKind[] = ['on-duty', 'room'];
  return [...new Set([...first, ...policy.slice(0, step).flatMap(({ targets }) => targets)])];
}
