import type { Disposition, IncidentState, IncidentView, Severity } from '@t1/shared/incidents';
import type { ActorRef } from '@t1/shared/roles';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** An incident as it stands now; how it came to be so is in the event log. */
@Entity('incident')
export class Incident {
  @PrimaryColumn('uuid') id: string;
  @Column('text') ref: string;
  @Column('bytea', { name: 'request_hash' }) requestHash: Buffer;
  @Column('text', { name: 'type_id' }) type: string;
  @Column('smallint') severity: Severity;
  @Column('text') state: IncidentState;
  @Column('integer') version: number;
  @Column('text') title: string;
  @Column('text', { nullable: true }) description: string | null;
  @Column('text', { array: true }) plates: string[];
  @Column('double precision') lat: number;
  @Column('double precision') lon: number;
  @Column('double precision', { name: 'accuracy_m', nullable: true }) accuracyM: number | null;
  @Column('text', { name: 'place_id', nullable: true }) placeId: string | null;
  @Column('double precision', { name: 'place_distance_m', nullable: true }) placeDistanceM: number | null;
  @Column('text', { name: 'district_id' }) districtId: string;
  @Column('text', { name: 'directorate_id' }) directorateId: string;
  @Column('text', { name: 'reporting_directorate_id', nullable: true }) reportingDirectorateId: string | null;
  @Column('text', { array: true }) audience: string[];
  @Column('timestamptz', { name: 'occurred_at' }) occurredAt: Date;
  @Column('timestamptz', { name: 'reported_at' }) reportedAt: Date;
  @Column('jsonb', { name: 'reported_by' }) reportedBy: ActorRef;
  @Column('timestamptz', { name: 'opened_at', nullable: true }) openedAt: Date | null;
  @Column('jsonb', { name: 'opened_by', nullable: true }) openedBy: ActorRef | null;
  @Column('jsonb', { name: 'last_action', nullable: true }) lastAction: NonNullable<
    IncidentView['lastAction']
  > | null;
  @Column('timestamptz', { name: 'closed_at', nullable: true }) closedAt: Date | null;
  @Column('jsonb', { name: 'closed_by', nullable: true }) closedBy: ActorRef | null;
  @Column('text', { nullable: true }) disposition: Disposition | null;
  @Column('boolean') exercise: boolean;
  @Column('text', { name: 'search_norm' }) searchNorm: string;
}
