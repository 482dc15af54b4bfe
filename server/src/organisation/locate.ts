import { readFile } from 'node:fs/promises';
import { Injectable } from '@nestjs/common';
import type { OnModuleInit } from '@nestjs/common';
import type { Area, AreaGeometry, Point } from '@t1/shared/geometry';
import { areaContains, areaOf, distanceMetres, isWithinBounds, metresToArea } from '@t1/shared/geometry';
import type { LocatedPoint } from '@t1/shared/organisation';
import { Directory, stoodOn } from './directory.ts';
import type { Coverage } from './organisation.entities.ts';

/** Coast and frontier are drawn to a few hundred metres, and a rescue at sea is ours: a point this far outside still counts. */
const toleranceMetres = 10_000;
/** Near a border the one who reports knows better than the line: this far another directorate may be chosen. */
const overrideMetres = 15_000;
const placeWithinMetres = 30_000;
/** Kinds that only name a point standing right at them: a town 5 km away says more than an airport 4 km away. */
const sites = new Set(['airport', 'port', 'oilfield', 'border']);
const siteWithinMetres = 2_500;

const districtsFile = new URL('../../reference/districts.geojson', import.meta.url);

/** Finds the district, the responsible directorate and the nearest place of a point. */
@Injectable()
export class Locator implements OnModuleInit {
  private readonly directory: Directory;
  private areas: readonly { districtId: string; area: Area }[] = [];

  constructor(directory: Directory) {
    this.directory = directory;
  }

  async onModuleInit(): Promise<void> {
    const file = JSON.parse(await readFile(districtsFile, 'utf8')) as {
      features: { id: string; geometry: AreaGeometry }[];
    };
    this.areas = file.features.map(({ id, geometry }) => ({ districtId: id, area: areaOf(geometry) }));
  }

  /** The point in the organisation of that day, or nothing when it is outside the country. */
  locate(point: Point, day: string): LocatedPoint | undefined {
    const districtId = this.districtAt(point);
    if (districtId === undefined) return undefined;
    const ranked = this.covering(districtId, point, day);
    const responsible = ranked[0];
    if (responsible === undefined) return undefined;
    const near = this.districtsNear(point).flatMap((id) => this.covering(id, point, day));
    const alternatives = new Set([...ranked, ...near].filter((id) => id !== responsible));
    const place = this.nearestPlace(point);
    return {
      districtId,
      directorateId: responsible,
      alternatives: [...alternatives],
      ...(place === undefined ? {} : { place }),
    };
  }

  private districtAt(point: Point): string | undefined {
    const inside = this.areas.find(({ area }) => areaContains(area, point));
    if (inside !== undefined) return inside.districtId;
    let nearest: string | undefined;
    let least = toleranceMetres;
    for (const { districtId, area } of this.areas) {
      const metres = metresToArea(area, point);
      if (metres <= least) {
        least = metres;
        nearest = districtId;
      }
    }
    return nearest;
  }

  private districtsNear(point: Point): string[] {
    return this.areas
      .filter(
        ({ area }) =>
          isWithinBounds(area.bounds, point, overrideMetres) && metresToArea(area, point) <= overrideMetres,
      )
      .map(({ districtId }) => districtId);
  }

  /** Directorates that cover the district on that day, the one with a seat or a named town nearest to the point first. */
  private covering(districtId: string, point: Point, day: string): string[] {
    return this.directory.coverage
      .filter((entry) => entry.districtId === districtId && stoodOn(entry, day))
      .map((entry) => ({ id: entry.directorateId, metres: this.metresTo(entry, point, day) }))
      .filter(({ metres }) => metres < Infinity)
      .toSorted((a, b) => a.metres - b.metres)
      .map(({ id }) => id);
  }

  /** Who covers only some towns of a district is near where those are, not where its seat is. */
  private metresTo(entry: Coverage, point: Point, day: string): number {
    const directorate = this.directory.directorates.get(entry.directorateId);
    if (directorate === undefined || !stoodOn(directorate, day)) return Infinity;
    const towns = entry.towns.flatMap((id) => this.directory.places.get(id) ?? []);
    const seat = { lat: directorate.seatLat, lon: directorate.seatLon };
    const anchors: Point[] = entry.rank === 1 || towns.length === 0 ? [seat, ...towns] : towns;
    return Math.min(...anchors.map((anchor) => distanceMetres(anchor, point)));
  }

  private nearestPlace(point: Point): LocatedPoint['place'] {
    let best: LocatedPoint['place'];
    let least = placeWithinMetres;
    for (const place of this.directory.places.values()) {
      const metres = distanceMetres(place, point);
      if (metres > least || (sites.has(place.kind) && metres > siteWithinMetres)) continue;
      least = metres;
      best = { id: place.id, nameAr: place.nameAr, nameEn: place.nameEn, distanceM: Math.round(metres) };
    }
    return best;
  }
}
