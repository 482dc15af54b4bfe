import { normalizeArabic } from '@t1/shared/arabic-text';
import type { IncidentView } from '@t1/shared/incidents';
import type { Directory } from '../../organisation/directory.ts';
import type { Incident } from './incident.entity.ts';

/** The incident as everybody entitled sees it; absent values are left out. */
export function viewOf(incident: Incident, directory: Directory): IncidentView {
  const place = incident.placeId === null ? undefined : directory.places.get(incident.placeId);
  return {
    id: incident.id,
    ref: incident.ref,
    type: incident.type,
    severity: incident.severity,
    state: incident.state,
    version: incident.version,
    title: incident.title,
    ...present('description', incident.description),
    plates: incident.plates,
    location: { lat: incident.lat, lon: incident.lon, ...present('accuracyM', incident.accuracyM) },
    ...(place === undefined
      ? {}
      : {
          place: {
            id: place.id,
            nameAr: place.nameAr,
            nameEn: place.nameEn,
            distanceM: incident.placeDistanceM ?? 0,
          },
        }),
    districtId: incident.districtId,
    directorateId: incident.directorateId,
    ...present('reportingDirectorateId', incident.reportingDirectorateId),
    occurredAt: incident.occurredAt.toISOString(),
    reportedAt: incident.reportedAt.toISOString(),
    reportedBy: incident.reportedBy,
    ...present('openedAt', incident.openedAt?.toISOString()),
    ...present('openedBy', incident.openedBy),
    ...present('lastAction', incident.lastAction),
    ...present('closedAt', incident.closedAt?.toISOString()),
    ...present('closedBy', incident.closedBy),
    ...present('disposition', incident.disposition),
    exercise: incident.exercise,
  };
}

function present<K extends string, V>(
  key: K,
  value: V | null | undefined,
): Record<K, V> | Record<never, never> {
  return value === null || value === undefined ? {} : ({ [key]: value } as Record<K, V>);
}

/** The text a search looks in: reference, title and place in the form in which spellings are equal. */
export function searchTextOf(
  incident: Pick<Incident, 'ref' | 'title' | 'placeId'>,
  directory: Directory,
): string {
  const place = incident.placeId === null ? undefined : directory.places.get(incident.placeId);
  const words = [incident.ref, incident.title, place?.nameAr ?? '', place?.nameEn ?? ''];
  return normalizeArabic(words.join(' '));
}
