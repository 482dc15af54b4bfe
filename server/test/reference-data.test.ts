import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { areaOf, metresToArea, type Point } from '@t1/shared/geometry';
import { SeverityField } from '@t1/shared/incidents';
import { parseCalls } from '../src/exercise/calls-csv.ts';

const id = z.string().regex(/^[A-Za-z0-9]+(?:-[A-Za-z0-9]+)*$/u);
const named = {
  id,
  nameAr: z.string().regex(/\p{Script=Arabic}/u),
  nameEn: z.string().regex(/^\P{Script=Arabic}+$/u),
};
const day = z.iso.date();
const seat = z.strictObject({ lat: z.number(), lon: z.number() });
const read = <T>(name: string, rows: z.ZodType<T>): T =>
  rows.parse(JSON.parse(readFileSync(new URL(`../reference/${name}`, import.meta.url), 'utf8')));

const ministries = read('ministries.json', z.array(z.strictObject(named)));
const districts = read(
  'districts.json',
  z.array(z.strictObject({ ...named, region: z.enum(['east', 'west', 'south']) })),
);
const directorates = read(
  'directorates.json',
  z.array(
    z.strictObject({
      ...named,
      ministryId: id,
      seat,
      validFrom: day,
      validTo: day.nullable(),
      mergedInto: id.nullable(),
    }),
  ),
);
const coverage = read(
  'coverage.json',
  z.array(
    z.strictObject({
      directorateId: id,
      districtId: id,
      rank: z.int().positive(),
      towns: z.array(id),
      validFrom: day,
      validTo: day.nullable(),
    }),
  ),
);
const places = read(
  'places.json',
  z.array(
    z.strictObject({
      ...named,
      kind: z.string(),
      lat: z.number(),
      lon: z.number(),
      population: z.int().nullable(),
      minZoom: z.int(),
      approx: z.literal(true).optional(),
    }),
  ),
);
const groups = read('incident-type-groups.json', z.array(z.strictObject(named)));
const types = read(
  'incident-types.json',
  z.array(
    z.strictObject({
      ...named,
      group: id,
      defaultSeverity: SeverityField,
      apco: z.string().optional(),
      capCategory: z.enum([
        'Geo',
        'Met',
        'Safety',
        'Security',
        'Rescue',
        'Fire',
        'Health',
        'Env',
        'Transport',
        'Infra',
        'CBRNE',
        'Other',
      ]),
    }),
  ),
);
const ring = z.array(z.array(z.number()));
const map = read(
  'districts.geojson',
  z.object({
    features: z.array(
      z.object({
        id,
        geometry: z.discriminatedUnion('type', [
          z.object({ type: z.literal('Polygon'), coordinates: z.array(ring) }),
          z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(ring)) }),
        ]),
      }),
    ),
  }),
);
const areas = new Map(map.features.map((feature) => [feature.id, areaOf(feature.geometry)]));
const townOf = new Map(places.map((place) => [place.id, place]));

function metresToDistrict(districtId: string, point: Point): number {
  const area = areas.get(districtId);
  return area === undefined ? Infinity : metresToArea(area, point);
}

test('no id is given twice', () => {
  for (const rows of [ministries, districts, directorates, places, groups, types]) {
    expect(new Set(rows.map((row) => row.id)).size).toBe(rows.length);
  }
});

test('the country has 22 districts, each with a shape and at least one directorate', () => {
  expect(districts).toHaveLength(22);
  expect(new Set(areas.keys())).toEqual(new Set(districts.map((district) => district.id)));
  expect(new Set(coverage.map((row) => row.districtId))).toEqual(new Set(areas.keys()));
});

test('the districts leave no gap between them and do not overlap', () => {
  const uses = new Map<string, number>();
  for (const { edges } of areas.values()) {
    for (const { low, high } of edges) {
      const edge = `${low.lat},${low.lon} ${high.lat},${high.lon}`;
      uses.set(edge, (uses.get(edge) ?? 0) + 1);
    }
  }
  expect(Math.max(...uses.values())).toBe(2);
  // What is used once is the outline of the country; a gap inside would be a second line.
  const neighbours = new Map<string, string[]>();
  for (const [edge, count] of uses) {
    const [a, b] = edge.split(' ');
    if (count !== 1 || a === undefined || b === undefined) continue;
    neighbours.set(a, [...(neighbours.get(a) ?? []), b]);
    neighbours.set(b, [...(neighbours.get(b) ?? []), a]);
  }
  const [start = ''] = neighbours.keys();
  const walked = new Set<string>();
  for (let at: string | undefined = start; at !== undefined;) {
    walked.add(at);
    at = neighbours.get(at)?.find((next) => !walked.has(next));
  }
  expect(walked.size).toBe(neighbours.size);
});

describe('each of the 37 directorates', () => {
  test.each(directorates.map((directorate) => [directorate.id, directorate] as const))(
    '%s sits in its own district',
    (_, own) => {
      const covered = coverage.filter((row) => row.directorateId === own.id);
      const home = covered.find((row) => row.rank === 1);
      expect(ministries.map((ministry) => ministry.id)).toContain(own.ministryId);
      expect(metresToDistrict(home?.districtId ?? '', own.seat)).toBe(0);
      expect(covered.every((row) => row.validFrom >= own.validFrom)).toBe(true);
    },
  );
  test('is there', () => expect(directorates).toHaveLength(37));
});

test('a town named for a coverage lies in the district covered', () => {
  for (const { districtId, towns } of coverage) {
    for (const town of towns) {
      const place = townOf.get(town);
      expect(place && metresToDistrict(districtId, place), town).toBe(0);
    }
  }
});

test('every place of the gazetteer lies in a district or just off its coast or border', () => {
  for (const place of places) {
    const nearest = Math.min(...districts.map((district) => metresToDistrict(district.id, place)));
    expect(nearest, place.id).toBeLessThan(1_000);
  }
});

test('every incident type belongs to a group, and no group is empty', () => {
  expect(new Set(types.map((type) => type.group))).toEqual(new Set(groups.map((group) => group.id)));
});

test('the shipped scenario happens in the country, in every district of it', () => {
  const { rows } = parseCalls(readFileSync(new URL('../exercise/scenario.csv', import.meta.url), 'utf8'));
  const hit = new Set<string>();
  for (const row of rows) {
    const [nearest] = districts
      .map((district) => ({ id: district.id, metres: metresToDistrict(district.id, row) }))
      .toSorted((a, b) => a.metres - b.metres);
    expect(nearest?.metres, `line ${row.line}`).toBeLessThan(10_000);
    if (nearest) hit.add(nearest.id);
  }
  expect(districts.filter((district) => !hit.has(district.id))).toEqual([]);
});
