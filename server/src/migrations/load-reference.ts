import { readFile } from 'node:fs/promises';
import { normalizeArabic } from '@t1/shared/arabic-text';
import type { DataSource, QueryRunner } from 'typeorm';

interface Named {
  id: string;
  nameAr: string;
  nameEn: string;
}

type Period = { validFrom: string; validTo: string | null };

async function read<T>(name: string): Promise<readonly T[]> {
  const url = new URL(`../../reference/${name}.json`, import.meta.url);
  return JSON.parse(await readFile(url, 'utf8')) as readonly T[];
}

/**
 * Loads the reference data that ships with the product into a database that has none. What is there is
 * never overwritten: from the first start on it is the ministry's own data, edited in the database.
 */
export async function loadReference(owner: DataSource): Promise<void> {
  await owner.transaction(async ({ queryRunner }) => {
    if (queryRunner === undefined) throw new Error('A transaction without a connection.');
    await queryRunner.query('lock table ministry in exclusive mode');
    const rows: unknown[] = await queryRunner.query('select 1 from ministry limit 1');
    if (rows.length > 0) return;
    await loadOrganisation(queryRunner);
    await loadPlaces(queryRunner);
    await loadCatalogue(queryRunner);
    await loadPolicies(queryRunner);
  });
}

async function insertAll(
  db: QueryRunner,
  table: string,
  rows: readonly Record<string, unknown>[],
): Promise<void> {
  await db.query(`insert into ${table} select * from json_populate_recordset(null::${table}, $1)`, [
    JSON.stringify(rows),
  ]);
}

async function loadOrganisation(db: QueryRunner): Promise<void> {
  const ministries = await read<Named>('ministries');
  await insertAll(db, 'ministry', ministries.map(named));
  const districts = await read<Named & { region: string }>('districts');
  await insertAll(
    db,
    'district',
    districts.map((row) => ({ ...named(row), region: row.region })),
  );
  const directorates = await read<
    Named & Period & { ministryId: string; seat: { lat: number; lon: number }; mergedInto: string | null }
  >('directorates');
  await insertAll(
    db,
    'directorate',
    directorates.map((row) => ({
      ...named(row),
      ...period(row),
      ministry_id: row.ministryId,
      seat_lat: row.seat.lat,
      seat_lon: row.seat.lon,
      merged_into: row.mergedInto,
    })),
  );
  const coverage = await read<
    Period & { directorateId: string; districtId: string; rank: number; towns: string[] }
  >('coverage');
  await insertAll(
    db,
    'coverage',
    coverage.map((row) => ({
      ...period(row),
      directorate_id: row.directorateId,
      district_id: row.districtId,
      rank: row.rank,
      towns: row.towns,
    })),
  );
}

async function loadPlaces(db: QueryRunner): Promise<void> {
  const places = await read<Named & { kind: string; lat: number; lon: number; population: number | null }>(
    'places',
  );
  await insertAll(
    db,
    'place',
    places.map((row) => ({
      ...named(row),
      kind: row.kind,
      lat: row.lat,
      lon: row.lon,
      population: row.population,
      search_norm: `${normalizeArabic(row.nameAr)}|${normalizeArabic(row.nameEn)}`,
    })),
  );
}

async function loadCatalogue(db: QueryRunner): Promise<void> {
  const groups = await read<Named>('incident-type-groups');
  await insertAll(db, 'incident_type_group', groups.map(named));
  const types = await read<
    Named & { group: string; defaultSeverity: number; apco?: string; capCategory?: string }
  >('incident-types');
  await insertAll(
    db,
    'incident_type',
    types.map((row, rank) => ({
      ...named(row),
      group_id: row.group,
      default_severity: row.defaultSeverity,
      apco: row.apco ?? null,
      cap_category: row.capCategory ?? null,
      rank,
    })),
  );
}

async function loadPolicies(db: QueryRunner): Promise<void> {
  const policies = await read<{ directorateId: string | null; severity: number; steps: unknown[] }>(
    'escalation-policies',
  );
  await db.query(
    `insert into escalation_policy (directorate_id, severity, steps)
     select directorate_id, severity, steps
     from json_to_recordset($1) as p(directorate_id text, severity smallint, steps jsonb)`,
    [JSON.stringify(policies.map((row) => ({ ...row, directorate_id: row.directorateId })))],
  );
}

function named(row: Named): Record<string, unknown> {
  return { id: row.id, name_ar: row.nameAr, name_en: row.nameEn };
}

function period(row: Period): Record<string, unknown> {
  return { valid_from: row.validFrom, valid_to: row.validTo };
}
