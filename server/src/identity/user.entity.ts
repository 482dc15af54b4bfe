import type { Role } from '@t1/shared/roles';
import { Column, Entity, PrimaryColumn } from 'typeorm';

/** A person who signs in. The room reads people; only the owner of the database writes them. */
@Entity('app_user')
export class User {
  @PrimaryColumn('uuid') id: string;
  @Column('text') username: string;
  @Column('text', { name: 'password_hash', select: false }) passwordHash: string;
  @Column('text', { name: 'name_ar' }) nameAr: string;
  @Column('text', { name: 'name_en' }) nameEn: string;
  @Column('text') role: Role;
  @Column('text', { name: 'ministry_id', nullable: true }) ministryId: string | null;
  @Column('text', { name: 'directorate_id', nullable: true }) directorateId: string | null;
  @Column('boolean') exercise: boolean;
  @Column('timestamptz', { name: 'disabled_at', nullable: true }) disabledAt: Date | null;
}
