import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  areaContains,
  areaOf,
  boundsOf,
  distanceMetres,
  isWithinBounds,
  metresToArea,
  metresToBorder,
  type Ring,
} from './geometry.ts';

const square = (south: number, west: number, size: number): Ring => [
  [west, south],
  [west + size, south],
  [west + size, south + size],
  [west, south + size],
  [west, south],
];
const tripoli = { lat: 32.8874, lon: 13.1873 };
const benghazi = { lat: 32.1149, lon: 20.0686 };
const libyan = fc.record({
  lat: fc.double({ min: 19, max: 34, noNaN: true }),
  lon: fc.double({ min: 9, max: 26, noNaN: true }),
});

test('Tripoli lies about 651 km from Benghazi, both ways', () => {
  expect(distanceMetres(tripoli, benghazi)).toBeGreaterThan(645_000);
  expect(distanceMetres(tripoli, benghazi)).toBeLessThan(655_000);
  expect(distanceMetres(benghazi, tripoli)).toBeCloseTo(distanceMetres(tripoli, benghazi), 6);
});

test('a degree of latitude is 111.2 km, and no place is away from itself', () => {
  expect(distanceMetres({ lat: 25, lon: 15 }, { lat: 26, lon: 15 })).toBeCloseTo(111_195, -1);
  expect(distanceMetres(tripoli, tripoli)).toBe(0);
});

test('a point in the hole of an area is outside it, a point on the island in the hole is inside again', () => {
  const area = areaOf({
    type: 'MultiPolygon',
    coordinates: [[square(20, 10, 10), square(22, 12, 6)], [square(24, 14, 2)]],
  });
  expect(areaContains(area, { lat: 21, lon: 11 })).toBe(true);
  expect(areaContains(area, { lat: 23, lon: 13 })).toBe(false);
  expect(areaContains(area, { lat: 25, lon: 15 })).toBe(true);
  expect(areaContains(area, { lat: 31, lon: 15 })).toBe(false);
});

test('of two neighbours exactly one has a point on their common border, however slanted', () => {
  const corner = fc.integer({ min: -50, max: 50 }).map((step) => step / 7);
  fc.assert(
    fc.property(corner, corner, fc.double({ min: 0.001, max: 0.999, noNaN: true }), (bottom, top, share) => {
      const west = areaOf({
        type: 'Polygon',
        coordinates: [
          [
            [-20, 0],
            [bottom, 0],
            [top, 10],
            [-20, 10],
            [-20, 0],
          ],
        ],
      });
      const east = areaOf({
        type: 'Polygon',
        coordinates: [
          [
            [20, 0],
            [20, 10],
            [top, 10],
            [bottom, 0],
            [20, 0],
          ],
        ],
      });
      const onBorder = { lat: 10 * share, lon: bottom + (top - bottom) * share };
      expect(areaContains(west, onBorder)).not.toBe(areaContains(east, onBorder));
    }),
  );
});

test('the distance to a border is the way straight across, from inside and from outside', () => {
  const area = areaOf({ type: 'Polygon', coordinates: [square(28, 14, 2)] });
  const oneMinute = 111_195 / 60;
  expect(metresToBorder(area, { lat: 28 + 1 / 60, lon: 15 })).toBeCloseTo(oneMinute, -1);
  expect(metresToBorder(area, { lat: 28 - 1 / 60, lon: 15 })).toBeCloseTo(oneMinute, -1);
  expect(metresToArea(area, { lat: 28 + 1 / 60, lon: 15 })).toBe(0);
  expect(metresToArea(area, { lat: 28 - 1 / 60, lon: 15 })).toBeCloseTo(oneMinute, -1);
  const corner = { lat: 30.05, lon: 16.05 };
  expect(metresToBorder(area, corner)).toBeCloseTo(distanceMetres(corner, { lat: 30, lon: 16 }), 3);
});

test('the border counts the rim of a hole', () => {
  const area = areaOf({ type: 'Polygon', coordinates: [square(20, 10, 10), square(22, 12, 6)] });
  expect(metresToBorder(area, { lat: 22.01, lon: 15 })).toBeCloseTo(1_112, -1);
});

test('no point of the border is nearer than the distance says', () => {
  const ring: Ring = [
    [13, 27],
    [15, 27.2],
    [16, 29],
    [14, 30],
    [12.5, 28.5],
    [13, 27],
  ];
  const area = areaOf({ type: 'Polygon', coordinates: [ring] });
  const near = fc.record({
    lat: fc.double({ min: 26.5, max: 30.5, noNaN: true }),
    lon: fc.double({ min: 12, max: 16.5, noNaN: true }),
  });
  fc.assert(
    fc.property(
      near,
      fc.nat({ max: 4 }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (point, side, share) => {
        const [fromLon = 0, fromLat = 0] = ring[side] ?? [];
        const [toLon = 0, toLat = 0] = ring[side + 1] ?? [];
        const somewhere = {
          lat: fromLat + (toLat - fromLat) * share,
          lon: fromLon + (toLon - fromLon) * share,
        };
        expect(metresToBorder(area, point)).toBeLessThanOrEqual(
          distanceMetres(point, somewhere) * 1.005 + 0.01,
        );
      },
    ),
  );
});

test('widened bounds never lose a point that is within the margin', () => {
  fc.assert(
    fc.property(libyan, libyan, libyan, fc.integer({ min: 0, max: 50_000 }), (a, b, point, margin) => {
      const bounds = boundsOf([a, b]);
      const nearest = {
        lat: Math.min(Math.max(point.lat, bounds.south), bounds.north),
        lon: Math.min(Math.max(point.lon, bounds.west), bounds.east),
      };
      fc.pre(distanceMetres(point, nearest) <= margin);
      expect(isWithinBounds(bounds, point, margin)).toBe(true);
    }),
    { numRuns: 300, maxSkipsPerRun: 10_000 },
  );
  expect(isWithinBounds(boundsOf([tripoli, benghazi]), { lat: 31, lon: 15 }, 10_000)).toBe(false);
});

test('a broken ring is refused when the map is loaded, not when a report comes in', () => {
  const polygon = (ring: Ring) => () => areaOf({ type: 'Polygon', coordinates: [ring] });
  expect(
    polygon([
      [10, 20],
      [11, 20],
      [11, 21],
      [10, 21],
    ]),
  ).toThrow(RangeError);
  expect(
    polygon([
      [10, 20],
      [11, 20],
      [10, 20],
    ]),
  ).toThrow(RangeError);
  expect(polygon([[10, 20], [11], [11, 21], [10, 20]])).toThrow(RangeError);
  expect(() => areaOf({ type: 'Polygon', coordinates: [] })).toThrow(RangeError);
});
