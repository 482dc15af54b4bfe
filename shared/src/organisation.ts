import { z } from 'zod';
import { door } from './endpoint.ts';

const named = { nameAr: z.string(), nameEn: z.string() };

export const MinistryView = z.object({ id: z.string(), ...named }).meta({ id: 'Ministry' });
export const DistrictView = z
  .object({ id: z.string(), ...named, region: z.string() })
  .meta({ id: 'District' });
export const DirectorateView = z
  .object({
    id: z.string(),
    ...named,
    ministryId: z.string(),
    seat: z.object({ lat: z.number(), lon: z.number() }),
    districtIds: z.array(z.string()).describe('Districts it covers today, its own first'),
    validFrom: z.string(),
    validTo: z.string().optional(),
    mergedInto: z.string().optional(),
  })
  .meta({ id: 'Directorate' });
export type DirectorateView = z.infer<typeof DirectorateView>;
export type DistrictView = z.infer<typeof DistrictView>;

export const OrganisationView = z
  .object({
    ministries: z.array(MinistryView),
    districts: z.array(DistrictView),
    directorates: z.array(DirectorateView),
  })
  .meta({ id: 'Organisation' });
export type OrganisationView = z.infer<typeof OrganisationView>;

export const listOrganisation = door({
  name: 'listOrganisation',
  method: 'GET',
  path: '/api/v1/organisation',
  allow: 'reference:read',
  summary: 'Ministries, districts and directorates, with past ones, as they are known today',
  output: OrganisationView,
});

export const PlaceView = z
  .object({ id: z.string(), kind: z.string(), ...named, lat: z.number(), lon: z.number() })
  .meta({ id: 'Place' });
export type PlaceView = z.infer<typeof PlaceView>;

export const searchPlaces = door({
  name: 'searchPlaces',
  method: 'GET',
  path: '/api/v1/places',
  allow: 'reference:read',
  summary: 'Gazetteer search by Arabic or English name, best match first',
  query: z.strictObject({
    q: z.string().trim().min(1).max(80),
    limit: z.coerce.number().int().min(1).max(50).default(10),
  }),
  output: z.object({ items: z.array(PlaceView) }),
});

export const LocatedPoint = z
  .object({
    districtId: z.string(),
    directorateId: z.string().describe('The directorate responsible now'),
    alternatives: z
      .array(z.string())
      .describe('Other directorates that may be chosen here: same district, or a border nearer than 15 km'),
    place: z
      .object({ id: z.string(), ...named, distanceM: z.number() })
      .optional()
      .describe('Nearest gazetteer place within 30 km'),
  })
  .meta({ id: 'LocatedPoint' });
export type LocatedPoint = z.infer<typeof LocatedPoint>;

export const locatePoint = door({
  name: 'locatePoint',
  method: 'GET',
  path: '/api/v1/locate',
  allow: 'reference:read',
  summary: 'District, responsible directorate and nearest place of a point',
  query: z.strictObject({
    lat: z.coerce.number().min(-90).max(90),
    lon: z.coerce.number().min(-180).max(180),
  }),
  output: LocatedPoint,
});
