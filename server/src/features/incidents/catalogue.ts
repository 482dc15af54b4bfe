import { Injectable, Logger } from '@nestjs/common';
import type { OnApplicationShutdown, OnModuleInit } from '@nestjs/common';
import type { IncidentTypeView } from '@t1/shared/incidents';
import { DataSource } from 'typeorm';
import { Refused } from '../../platform/refused.ts';

const reloadMs = 60_000;

/** The incident types in use, kept in memory and read again every minute. */
@Injectable()
export class Catalogue implements OnModuleInit, OnApplicationShutdown {
  types: ReadonlyMap<string, IncidentTypeView> = new Map();
  private readonly database: DataSource;
  private readonly logger = new Logger('Catalogue');
  private timer: NodeJS.Timeout | undefined;

  constructor(database: DataSource) {
    this.database = database;
  }

  async onModuleInit(): Promise<void> {
    await this.load();
    this.timer = setInterval(() => {
      this.load().catch((error: unknown) =>
        this.logger.warn(`The catalogue was not read again: ${String(error)}`),
      );
    }, reloadMs);
  }

  onApplicationShutdown(): void {
    clearInterval(this.timer);
  }

  /** Refuses a type that is not in use. */
  check(type: string): void {
    if (!this.types.has(type)) throw new Refused({ code: 'unknown-type', field: 'type' });
  }

  private async load(): Promise<void> {
    const rows: IncidentTypeView[] = await this.database.query(
      `select t.id, t.name_ar as "nameAr", t.name_en as "nameEn", t.group_id as "group",
         g.name_ar as "groupNameAr", g.name_en as "groupNameEn", t.default_severity as "defaultSeverity"
       from incident_type t join incident_type_group g on g.id = t.group_id
       where t.retired_at is null order by t.rank`,
    );
    this.types = new Map(rows.map((row) => [row.id, row]));
  }
}
