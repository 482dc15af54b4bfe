import { Column, Entity, PrimaryColumn } from 'typeorm';

@Entity('ministry')
export class Ministry {
  @PrimaryColumn('text') id: string;
  @Column('text', { name: 'name_ar' }) nameAr: string;
  @Column('text', { name: 'name_en' }) nameEn: string;
}

@Entity('district')
export class District {
  @PrimaryColumn('text') id: string;
  @Column('text', { name: 'name_ar' }) nameAr: string;
  @Column('text', { name: 'name_en' }) nameEn: string;
  @Column('text') region: string;
}

/** A security directorate in the time in which it stood; dates are days, `valid_to` is the first day it no longer did. */
@Entity('directorate')
export class Directorate {
  @PrimaryColumn('text') id: string;
  @Column('text', { name: 'name_ar' }) nameAr: string;
  @Column('text', { name: 'name_en' }) nameEn: string;
  @Column('text', { name: 'ministry_id' }) ministryId: string;
  @Column('double precision', { name: 'seat_lat' }) seatLat: number;
  @Column('double precision', { name: 'seat_lon' }) seatLon: number;
  @Column('date', { name: 'valid_from' }) validFrom: string;
  @Column('date', { name: 'valid_to', nullable: true }) validTo: string | null;
  @Column('text', { name: 'merged_into', nullable: true }) mergedInto: string | null;
}

/** Which directorate covers which district, wholly (rank 1) or for some towns of it (rank 2), and when. */
@Entity('coverage')
export class Coverage {
  @PrimaryColumn('text', { name: 'directorate_id' }) directorateId: string;
  @PrimaryColumn('text', { name: 'district_id' }) districtId: string;
  @PrimaryColumn('date', { name: 'valid_from' }) validFrom: string;
  @Column('date', { name: 'valid_to', nullable: true }) validTo: string | null;
  @Column('smallint') rank: number;
  @Column('text', { array: true }) towns: string[];
}

/** A name of the gazetteer. */
@Entity('place')
export class Place {
  @PrimaryColumn('text') id: string;
  @Column('text') kind: string;
  @Column('text', { name: 'name_ar' }) nameAr: string;
  @Column('text', { name: 'name_en' }) nameEn: string;
  @Column('double precision') lat: number;
  @Column('double precision') lon: number;
  @Column('integer', { nullable: true }) population: number | null;
  @Column('text', { name: 'search_norm' }) searchNorm: string;
}
