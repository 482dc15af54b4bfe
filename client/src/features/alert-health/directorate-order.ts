import type { DirectorateHealth } from '@t1/shared/alert-health';

/** The columns by which the table of directorates can be ordered. */
export const orderKeys = [
  'name',
  'raised',
  'acknowledged',
  'never',
  'meanSeconds',
  'medianSeconds',
  'p90Seconds',
] as const;
export type OrderKey = (typeof orderKeys)[number];

/** The rows ordered by a column; who has no figure there stands last, and equals stand by name. */
export function orderedBy(
  rows: readonly DirectorateHealth[],
  key: OrderKey,
  descending: boolean,
  nameOf: (directorateId: string) => string,
  locale: string,
): DirectorateHealth[] {
  const byName = (a: DirectorateHealth, b: DirectorateHealth) =>
    nameOf(a.directorateId).localeCompare(nameOf(b.directorateId), locale);
  const turned = descending ? -1 : 1;
  return rows.toSorted((a, b) => {
    if (key === 'name') return turned * byName(a, b);
    const [left, right] = [a[key], b[key]];
    if (left === undefined || right === undefined) {
      return Number(left === undefined) - Number(right === undefined) || byName(a, b);
    }
    return turned * (left - right) || byName(a, b);
  });
}
