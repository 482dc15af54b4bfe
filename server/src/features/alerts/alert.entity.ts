import type { AlertState, AlertView } from '@t1/shared/alerts';
import type { Severity } from '@t1/shared/incidents';
import type { ActorRef } from '@t1/shared/roles';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An alert as it stands now: to whom it is addressed, and who took it. */
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
  @Column('timestamptz', { name: 'due_at', nullable: true }) dueAt: Date | null;
  @Column('jsonb', { name: 'acknowledged_by', nullable: true }) acknowledgedBy: ActorRef | null;
  @Column('timestamptz', { name: 'acknowledged_at', nullable: true }) acknowledgedAt: Date | null;
  @Column('boolean') exercise: boolean;
}

/** The alert as everybody entitled sees it. */
export function viewOf(alert: Alert): AlertView {
  return {
    id: alert.id,
    ...(alert.incidentId === null ? {} : { incidentId: alert.incidentId }),
    directorateId: alert.directorateId,
    severity: alert.severity,
    state: alert.state,
    version: alert.version,
    raisedAt: alert.raisedAt.toISOString(),
    step: alert.step,
    ...(alert.dueAt === null ? {} : { dueAt: alert.dueAt.toISOString() }),
    ...(alert.acknowledgedBy === null ? {} : { acknowledgedBy: alert.acknowledgedBy }),
    ...(alert.acknowledgedAt === null ? {} : { acknowledgedAt: alert.acknowledgedAt.toISOString() }),
    exercise: alert.exercise,
  };
}
