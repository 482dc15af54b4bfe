import type { AlertState, AlertView, EscalationStep, Intent } from '@t1/shared/alerts';
import { targetsUpTo } from '@t1/shared/alert-rules';
import type { Severity } from '@t1/shared/incidents';
import type { ActorRef } from '@t1/shared/roles';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An alert as it stands now: to whom it is addressed, how far it has climbed, and who took it. */
@Entity('alert')
export class Alert {
  @PrimaryColumn('uuid') id: string;
  @Column('uuid', { name: 'incident_id', nullable: true }) incidentId: string | null;
  @Column('text', { name: 'directorate_id' }) directorateId: string;
  @Column('smallint') severity: Severity;
  @Column('text') state: AlertState;
  @Column('integer') version: number;
  @Column('text', { array: true }) audience: string[];
  @Column('timestamptz', { name: 'raised_at' }) raisedAt: Date;
  @Column('smallint') step: number;
  /** The steps as they stood when the alert was raised: editing a policy changes no alert that is climbing. */
  @Column('jsonb') policy: EscalationStep[];
  @Column('timestamptz', { name: 'due_at', nullable: true }) dueAt: Date | null;
  @Column('jsonb', { name: 'acknowledged_by', nullable: true }) acknowledgedBy: ActorRef | null;
  @Column('timestamptz', { name: 'acknowledged_at', nullable: true }) acknowledgedAt: Date | null;
  @Column('text', { nullable: true }) intent: Intent | null;
  @Column('jsonb', { name: 'shelved_by', nullable: true }) shelvedBy: ActorRef | null;
  @Column('text', { name: 'shelf_reason', nullable: true }) shelfReason: string | null;
  @Column('boolean') exercise: boolean;
}

/** The alert as everybody entitled sees it. */
export function viewOf(alert: Alert): AlertView {
  const task = alert.policy[alert.step - 1]?.task;
  return {
    id: alert.id,
    ...(alert.incidentId === null ? {} : { incidentId: alert.incidentId }),
    directorateId: alert.directorateId,
    severity: alert.severity,
    state: alert.state,
    version: alert.version,
    raisedAt: alert.raisedAt.toISOString(),
    step: alert.step,
    steps: alert.policy.length,
    targets: targetsUpTo(alert.step, alert.policy),
    ...(task === undefined ? {} : { task }),
    ...(alert.dueAt === null ? {} : { dueAt: alert.dueAt.toISOString() }),
    ...(alert.acknowledgedBy === null ? {} : { acknowledgedBy: alert.acknowledgedBy }),
    ...(alert.acknowledgedAt === null ? {} : { acknowledgedAt: alert.acknowledgedAt.toISOString() }),
    ...(alert.intent === null ? {} : { intent: alert.intent }),
    ...(alert.shelvedBy === null ? {} : { shelvedBy: alert.shelvedBy }),
    ...(alert.shelfReason === null ? {} : { shelfReason: alert.shelfReason }),
    exercise: alert.exercise,
  };
}
