import type { ActorRef } from '@t1/shared/roles';
import type { RosterPosition, ShiftOfficer, ShiftState, ShiftView } from '@t1/shared/roster';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A shift of the roster as it stands now. */
@Entity('roster_shift')
export class Shift {
  @PrimaryColumn('uuid') id: string;
  @Column('text', { name: 'directorate_id' }) directorateId: string;
  @Column('text') position: RosterPosition;
  @Column('uuid', { name: 'user_id', nullable: true }) userId: string | null;
  @Column('jsonb') officer: ShiftOfficer;
  @Column('timestamptz', { name: 'starts_at' }) startsAt: Date;
  @Column('timestamptz', { name: 'ends_at' }) endsAt: Date;
  @Column('text') state: ShiftState;
  @Column('integer') version: number;
  @Column('jsonb', { name: 'hand_over', nullable: true }) handOver: {
    note: string;
    by: ActorRef;
    at: string;
  } | null;
  /** What was asked for when it was added; nothing for a shift of an import or of the exercise. */
  @Column('bytea', { name: 'request_hash', nullable: true }) requestHash: Buffer | null;
  @Column('boolean') exercise: boolean;
}

/** The shift as everybody entitled sees it. */
export function viewOf(shift: Shift): ShiftView {
  return {
    id: shift.id,
    directorateId: shift.directorateId,
    position: shift.position,
    officer: shift.officer,
    startsAt: shift.startsAt.toISOString(),
    endsAt: shift.endsAt.toISOString(),
    state: shift.state,
    version: shift.version,
    ...(shift.handOver === null ? {} : { handOver: shift.handOver }),
    exercise: shift.exercise,
  };
}
