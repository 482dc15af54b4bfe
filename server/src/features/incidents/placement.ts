import { Injectable } from '@nestjs/common';
import type { GeoPoint } from '@t1/shared/incidents';
import type { Actor } from '@t1/shared/roles';
import type { z } from 'zod';
import { Refused } from '../../platform/refused.ts';
import { Directory, dayOf } from '../../organisation/directory.ts';
import { Locator } from '../../organisation/locate.ts';
import type { Incident } from './incident.entity.ts';

type Point = z.infer<typeof GeoPoint>;

/** What a command says about where it happened. */
export interface WhereInput {
  readonly location?: Point | undefined;
  readonly placeId?: string | undefined;
  readonly directorateId?: string | undefined;
}

/** The columns that follow from where it happened. */
export type Placement = Pick<
  Incident,
  'lat' | 'lon' | 'accuracyM' | 'placeId' | 'placeDistanceM' | 'districtId' | 'directorateId'
>;

/** Turns a point or a place name into district, owner and nearest place, as the organisation stands that day. */
@Injectable()
export class PlacementRule {
  private readonly directory: Directory;
  private readonly locator: Locator;

  constructor(directory: Directory, locator: Locator) {
    this.directory = directory;
    this.locator = locator;
  }

  /**
   * The owner is the directorate responsible for the point. Near a border the own directorate of the one
   * who reports comes first, and another may be named; far from it a named one is refused.
   */
  place(actor: Actor, where: WhereInput, now: Date): Placement {
    const point = this.pointOf(where);
    const located = this.locator.locate(point, dayOf(now));
    if (located === undefined) throw new Refused({ code: 'outside-country', field: 'location' });
    const { directorateId: wanted } = where;
    if (wanted !== undefined && !this.directory.directorates.has(wanted)) {
      throw new Refused({ code: 'unknown-directorate', field: 'directorateId' });
    }
    const eligible = [located.directorateId, ...located.alternatives];
    if (wanted !== undefined && !eligible.includes(wanted)) {
      throw new Refused({ code: 'override-too-far', field: 'directorateId' });
    }
    const own = actor.directorateId !== undefined && eligible.includes(actor.directorateId);
    const place = where.placeId === undefined ? located.place : { id: where.placeId, distanceM: 0 };
    return {
      lat: point.lat,
      lon: point.lon,
      accuracyM: point.accuracyM ?? null,
      placeId: place?.id ?? null,
      placeDistanceM: place?.distanceM ?? null,
      districtId: located.districtId,
      directorateId: wanted ?? (own ? actor.directorateId : undefined) ?? located.directorateId,
    };
  }

  private pointOf({ location, placeId }: WhereInput): Point {
    const place = placeId === undefined ? undefined : this.directory.places.get(placeId);
    if (placeId !== undefined && place === undefined) {
      throw new Refused({ code: 'unknown-place', field: 'placeId' });
    }
    const point = location ?? place;
    if (point === undefined) throw new Refused({ code: 'location-missing', field: 'location' });
    return point;
  }
}
