import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * Ministries, districts, directorates and what covers what, as data with validity in time: the map of
 * directorates was redrawn twice since 2023 and an incident keeps the directorate of its own time.
 */
export class Organisation1700000000002 implements MigrationInterface {
  name = 'Organisation1700000000002';

  async up(db: QueryRunner): Promise<void> {
    await db.query(`
      create table ministry (id text primary key, name_ar text not null, name_en text not null);
      create table district (
        id text primary key, name_ar text not null, name_en text not null, region text not null);
      create table directorate (
        id text primary key, name_ar text not null, name_en text not null,
        ministry_id text not null references ministry,
        seat_lat double precision not null, seat_lon double precision not null,
        valid_from date not null, valid_to date, merged_into text references directorate,
        check (valid_to is null or valid_to > valid_from));
      create table coverage (
        directorate_id text not null references directorate, district_id text not null references district,
        rank smallint not null, towns text[] not null, valid_from date not null, valid_to date,
        primary key (directorate_id, district_id, valid_from),
        check (valid_to is null or valid_to > valid_from));
      create table place (
        id text primary key, kind text not null, name_ar text not null, name_en text not null,
        lat double precision not null, lon double precision not null, population integer,
        search_norm text not null);
      grant select on ministry, district, directorate, coverage, place to t1_app;
    `);
  }

  async down(db: QueryRunner): Promise<void> {
    await db.query('drop table place, coverage, directorate, district, ministry');
  }
}
