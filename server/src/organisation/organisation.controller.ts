import { Controller } from '@nestjs/common';
import { normalizeArabic } from '@t1/shared/arabic-text';
import type { InputOf } from '@t1/shared/endpoint';
import type { LocatedPoint, OrganisationView, PlaceView } from '@t1/shared/organisation';
import { listOrganisation, locatePoint, searchPlaces } from '@t1/shared/organisation';
import { Door, Input } from '../identity/door.decorator.ts';
import { Clock } from '../platform/clock.ts';
import { Refused } from '../platform/refused.ts';
import { Directory, dayOf, stoodOn } from './directory.ts';
import { Locator } from './locate.ts';
import type { Place } from './organisation.entities.ts';

@Controller()
export class OrganisationController {
  private readonly directory: Directory;
  private readonly locator: Locator;
  private readonly clock: Clock;

  constructor(directory: Directory, locator: Locator, clock: Clock) {
    this.directory = directory;
    this.locator = locator;
    this.clock = clock;
  }

  @Door(listOrganisation)
  list(): OrganisationView {
    const day = dayOf(this.clock.now());
    const { ministries, districts, directorates, coverage } = this.directory;
    return {
      ministries: [...ministries],
      districts: [...districts],
      directorates: [...directorates.values()].map((directorate) => ({
        id: directorate.id,
        nameAr: directorate.nameAr,
        nameEn: directorate.nameEn,
        ministryId: directorate.ministryId,
        seat: { lat: directorate.seatLat, lon: directorate.seatLon },
        districtIds: coverage
          .filter((entry) => entry.directorateId === directorate.id && stoodOn(entry, day))
          .map((entry) => entry.districtId),
        validFrom: directorate.validFrom,
        ...(directorate.validTo === null ? {} : { validTo: directorate.validTo }),
        ...(directorate.mergedInto === null ? {} : { mergedInto: directorate.mergedInto }),
      })),
    };
  }

  @Door(searchPlaces)
  search(@Input() input: InputOf<typeof searchPlaces>): { items: PlaceView[] } {
    const words = normalizeArabic(input.q);
    const rank = ({ searchNorm }: Place): number => {
      const names = searchNorm.split('|');
      if (names.includes(words)) return 0;
      if (names.some((name) => name.startsWith(words))) return 1;
      return searchNorm.includes(words) ? 2 : 3;
    };
    const items = [...this.directory.places.values()]
      .map((place) => ({ place, rank: rank(place) }))
      .filter((found) => words !== '' && found.rank < 3)
      .toSorted((a, b) => a.rank - b.rank || (b.place.population ?? 0) - (a.place.population ?? 0))
      .slice(0, input.limit)
      .map(({ place: { id, kind, nameAr, nameEn, lat, lon } }) => ({ id, kind, nameAr, nameEn, lat, lon }));
    return { items };
  }

  @Door(locatePoint)
  locate(@Input() input: InputOf<typeof locatePoint>): LocatedPoint {
    const located = this.locator.locate(input, dayOf(this.clock.now()));
    if (located === undefined) throw new Refused({ code: 'outside-country', field: 'location' });
    return located;
  }
}
