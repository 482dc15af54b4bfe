import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { Coverage, Directorate, District, Ministry, Place } from './organisation.entities.ts';

const reloadMs = 60_000;

/** True when the thing stood on that day, given as an ISO date. */
export function stoodOn(thing: { validFrom: string; validTo: string | null }, day: string): boolean {
  return thing.validFrom <= day && (thing.validTo === null || day < thing.validTo);
}

/** The ISO day of an instant, as validity in the organisation is counted. */
export function dayOf(instant: Date): string {
  return instant.toISOString().slice(0, 10);
}

/**
 * Ministries, districts, directorates and places, kept in memory: a few hundred rows that are asked for
 * with every report. They are read again every minute, so a change of the map needs no restart.
 */
@Injectable()
export class Directory implements OnModuleInit, OnApplicationShutdown {
  ministries: readonly Ministry[] = [];
  districts: readonly District[] = [];
  directorates: ReadonlyMap<string, Directorate> = new Map();
  coverage: readonly Coverage[] = [];
  places: ReadonlyMap<string, Place> = new Map();
  private readonly database: DataSource;
  private readonly logger = new Logger('Directory');
  private timer: NodeJS.Timeout | undefined;

  constructor(database: DataSource) {
    this.database = database;
  }

  /** Before the house opens: reactions go on at once from where a killed room stopped, and need the names of places. */
  async onModuleInit(): Promise<void> {
    await this.load();
    this.timer = setInterval(() => {
      this.load().catch((error: unknown) =>
        this.logger.warn(`Reference data was not read again: ${String(error)}`),
      );
    }, reloadMs);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Reads everything; keeps what it had when that fails. */
  async load(): Promise<void> {
    const { manager } = this.database;
    const ministries = await manager.find(Ministry, { order: { id: 'asc' } });
    const districts = await manager.find(District, { order: { id: 'asc' } });
    const directorates = await manager.find(Directorate, { order: { id: 'asc' } });
    const coverage = await manager.find(Coverage, { order: { rank: 'asc', directorateId: 'asc' } });
    const places = await manager.find(Place);
    this.ministries = ministries;
    this.districts = districts;
    this.directorates = new Map(directorates.map((directorate) => [directorate.id, directorate]));
    this.coverage = coverage;
    this.places = new Map(places.map((place) => [place.id, place]));
  }
}
