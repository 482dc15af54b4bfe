/** A place on the earth in decimal degrees (WGS 84). */
export interface Point {
  readonly lat: number;
  readonly lon: number;
}

/** The smallest box of latitudes and longitudes that holds a shape. */
export interface Bounds {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}

/** A closed line of GeoJSON positions, `[longitude, latitude]`, the last one equal to the first. */
export type Ring = readonly (readonly number[])[];

/** The two GeoJSON geometries that have an inside. */
export type AreaGeometry =
  | { readonly type: 'Polygon'; readonly coordinates: readonly Ring[] }
  | { readonly type: 'MultiPolygon'; readonly coordinates: readonly (readonly Ring[])[] };

/** A straight piece of border; `low` is never north of `high`. */
interface Edge {
  readonly low: Point;
  readonly high: Point;
}

/** A polygon or multipolygon made ready for many questions; build it once with `areaOf` and keep it. */
export interface Area {
  readonly bounds: Bounds;
  readonly edges: readonly Edge[];
}

const EARTH_RADIUS_M = 6_371_008.8;
const RADIANS = Math.PI / 180;

/** Distance between two points along the earth's surface, in metres (great circle; within 0.5 % of the ellipsoid). */
export function distanceMetres(a: Point, b: Point): number {
  const sinLat = Math.sin(((b.lat - a.lat) * RADIANS) / 2);
  const sinLon = Math.sin(((b.lon - a.lon) * RADIANS) / 2);
  const h = sinLat ** 2 + Math.cos(a.lat * RADIANS) * Math.cos(b.lat * RADIANS) * sinLon ** 2;
  return 2 * EARTH_RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

/** The bounds of a list of points; throws a RangeError for an empty list, which has none. */
export function boundsOf(points: Iterable<Point>): Bounds {
  let south = Infinity;
  let west = Infinity;
  let north = -Infinity;
  let east = -Infinity;
  for (const { lat, lon } of points) {
    south = Math.min(south, lat);
    north = Math.max(north, lat);
    west = Math.min(west, lon);
    east = Math.max(east, lon);
  }
  if (south > north) throw new RangeError('no points, no bounds');
  return { south, west, north, east };
}

/** Whether a point lies within bounds widened by `marginMetres` on every side; never false for a point nearer than the margin. */
export function isWithinBounds(bounds: Bounds, point: Point, marginMetres = 0): boolean {
  const latMargin = marginMetres / EARTH_RADIUS_M / RADIANS;
  if (point.lat < bounds.south - latMargin || point.lat > bounds.north + latMargin) return false;
  if (point.lon >= bounds.west && point.lon <= bounds.east) return true;
  // A degree of longitude is shortest at the latitude farthest from the equator.
  const farthest = Math.max(Math.abs(bounds.south), Math.abs(bounds.north), Math.abs(point.lat)) + latMargin;
  if (farthest >= 90) return true;
  const lonMargin = latMargin / Math.cos(farthest * RADIANS);
  return point.lon >= bounds.west - lonMargin && point.lon <= bounds.east + lonMargin;
}

/**
 * Prepares a GeoJSON polygon or multipolygon, holes included; throws a RangeError when a ring is open, has fewer than
 * four positions, or holds something that is not a number. Areas must not cross the 180th meridian.
 */
export function areaOf(geometry: AreaGeometry): Area {
  const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
  const edges = rings.flatMap(edgesOf);
  return { bounds: boundsOf(edges.flatMap(({ low, high }) => [low, high])), edges };
}

/**
 * Whether the point lies inside the area and outside its holes. Of two areas that share a border line, a point exactly
 * on that line belongs to exactly one.
 */
export function areaContains(area: Area, point: Point): boolean {
  if (!isWithinBounds(area.bounds, point)) return false;
  let inside = false;
  // Even-odd over the edges of all rings: crossing into a hole flips the answer back, crossing into an island again.
  for (const { low, high } of area.edges) {
    if (point.lat < low.lat || point.lat >= high.lat) continue;
    const crossing = low.lon + ((point.lat - low.lat) / (high.lat - low.lat)) * (high.lon - low.lon);
    if (point.lon < crossing) inside = !inside;
  }
  return inside;
}

/**
 * Distance in metres from a point, inside or outside, to the nearest piece of the area's border, holes included;
 * within 0.5 % up to 200 km, a rougher figure beyond.
 */
export function metresToBorder(area: Area, point: Point): number {
  const shrink = Math.cos(point.lat * RADIANS);
  let nearest: Point | undefined;
  let nearestSquare = Infinity;
  for (const { low, high } of area.edges) {
    // A flat map around the point: near it, degrees of longitude are `shrink` times a degree of latitude.
    const eastward = (high.lon - low.lon) * shrink;
    const northward = high.lat - low.lat;
    const lengthSquare = eastward ** 2 + northward ** 2;
    const along = (point.lon - low.lon) * shrink * eastward + (point.lat - low.lat) * northward;
    const share = lengthSquare === 0 ? 0 : Math.min(1, Math.max(0, along / lengthSquare));
    const foot = { lat: low.lat + share * northward, lon: low.lon + share * (high.lon - low.lon) };
    const square = ((foot.lon - point.lon) * shrink) ** 2 + (foot.lat - point.lat) ** 2;
    if (square < nearestSquare) {
      nearestSquare = square;
      nearest = foot;
    }
  }
  return nearest === undefined ? Infinity : distanceMetres(point, nearest);
}

/** Distance in metres from a point to the area: 0 inside, else the distance to its border. */
export function metresToArea(area: Area, point: Point): number {
  return areaContains(area, point) ? 0 : metresToBorder(area, point);
}

function edgesOf(ring: Ring): Edge[] {
  const points = ring.map(pointOf);
  const first = points.at(0);
  const last = points.at(-1);
  if (points.length < 4 || first === undefined || last === undefined)
    throw new RangeError('a ring has at least four positions');
  if (first.lat !== last.lat || first.lon !== last.lon) throw new RangeError('a ring ends where it begins');
  const edges: Edge[] = [];
  let from = first;
  for (const to of points.slice(1)) {
    edges.push(edgeBetween(from, to));
    from = to;
  }
  return edges;
}

/** Neighbours walk a shared border in opposite directions; one direction for both makes their sums, and so their answers, equal. */
function edgeBetween(a: Point, b: Point): Edge {
  return a.lat < b.lat || (a.lat === b.lat && a.lon <= b.lon) ? { low: a, high: b } : { low: b, high: a };
}

function pointOf(position: readonly number[]): Point {
  const [lon, lat] = position;
  if (lon === undefined || lat === undefined || !Number.isFinite(lon) || !Number.isFinite(lat)) {
    throw new RangeError('a position is two numbers: longitude, latitude');
  }
  return { lat, lon };
}
