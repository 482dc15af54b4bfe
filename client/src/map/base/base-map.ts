import type { FeatureCollection, LineString, MultiLineString, MultiPolygon, Position } from 'geojson';
import { merge, mesh } from 'topojson-client';
import type {
  GeometryCollection,
  GeometryObject,
  MultiPolygon as TopoMultiPolygon,
  Objects,
  Polygon,
  Topology,
} from 'topojson-specification';
import { worldX, worldY, type WorldBox } from '../canvas/mercator.ts';
import { ROAD_CLASSES, type RoadClass } from '../canvas/palette.ts';

/** A line or ring in world coordinates, x and y in turn, with the box it fits in. */
export interface Line extends WorldBox {
  readonly points: Float64Array;
}

/** A name to be written on the map, in both languages, at a world position. */
export interface NamedSpot {
  readonly id: string;
  readonly nameAr: string;
  readonly nameEn: string;
  readonly x: number;
  readonly y: number;
}

export interface Place extends NamedSpot {
  readonly kind: string;
  readonly minZoom: number;
  /** Position in the file, which settles what nothing else does. */
  readonly order: number;
}

export interface District extends NamedSpot {
  readonly rings: readonly Line[];
  /** Width of the district in world units: a name wider than its district is not written. */
  readonly breadth: number;
}

interface Road extends Line {
  readonly roadClass: RoadClass;
}

/** The decoded base map, projected once. */
export interface BaseMap {
  readonly land: readonly Line[];
  readonly districts: readonly District[];
  readonly neighbours: readonly Line[];
  readonly far: readonly Line[];
  readonly districtLines: readonly Line[];
  readonly frontier: readonly Line[];
  readonly coast: readonly Line[];
  readonly foreignCoast: readonly Line[];
  readonly foreignBorders: readonly Line[];
  readonly roads: readonly Road[];
  readonly places: readonly Place[];
  readonly countries: readonly NamedSpot[];
}

type Properties = {
  readonly id?: string;
  readonly iso?: string;
  readonly iso3?: string;
  readonly nameAr?: string;
  readonly nameEn?: string;
  readonly label?: readonly [number, number];
  readonly class?: string;
};

type Area = Polygon<Properties> | TopoMultiPolygon<Properties>;

interface Areas extends GeometryCollection<Properties> {
  geometries: Area[];
}

/** Objects that basemap.topojson must hold. */
export type BaseTopology = Topology<Objects<Properties> & Record<'districts' | 'neighbours' | 'far', Areas>>;

export interface PlaceEntry {
  readonly id: string;
  readonly kind: string;
  readonly nameAr: string;
  readonly nameEn: string;
  readonly lat: number;
  readonly lon: number;
  readonly minZoom: number;
}

/** Where a neighbour's name is written: near our frontier, not in the middle of the country. */
const NEIGHBOUR_LABELS: Readonly<Record<string, readonly [number, number]>> = {
  EGY: [28, 27],
  DZA: [6.6, 28.6],
  TUN: [9.2, 33.6],
  TCD: [18.4, 19.4],
  NER: [12, 20.2],
  SDN: [26.6, 19.6],
};

/** Decodes and projects the three bundled files; throws when the topology lacks an object it needs. */
export function decodeBaseMap(
  topology: BaseTopology,
  roads: FeatureCollection<LineString | MultiLineString, Properties>,
  places: readonly PlaceEntry[],
): BaseMap {
  const { districts, neighbours, far } = topology.objects;
  if (districts === undefined || neighbours === undefined || far === undefined)
    throw new Error('The base map lacks districts, neighbours or far.');
  const everything: GeometryCollection<Properties> = {
    type: 'GeometryCollection',
    geometries: [...districts.geometries, ...neighbours.geometries, ...far.geometries],
  };
  const home = new Set<GeometryObject>(districts.geometries);
  const near = new Set<GeometryObject>(neighbours.geometries);
  const lines = (wanted: (a: GeometryObject, b: GeometryObject) => boolean): readonly Line[] =>
    linesOf(mesh(topology, everything, wanted));
  return {
    land: ringsOf(merge(topology, districts.geometries)),
    districts: districts.geometries.map((geometry) => districtOf(topology, geometry)),
    neighbours: neighbours.geometries.flatMap((geometry) => ringsOf(merge(topology, [geometry]))),
    far: far.geometries.flatMap((geometry) => ringsOf(merge(topology, [geometry]))),
    districtLines: lines((a, b) => a !== b && home.has(a) && home.has(b)),
    frontier: lines((a, b) => home.has(a) !== home.has(b)),
    coast: lines((a, b) => a === b && home.has(a)),
    foreignCoast: lines((a, b) => a === b && !home.has(a)),
    foreignBorders: lines((a, b) => a !== b && !home.has(a) && !home.has(b) && (near.has(a) || near.has(b))),
    roads: roads.features.flatMap(({ geometry, properties }) => {
      const roadClass = ROAD_CLASSES.find((known) => known === properties.class) ?? 'track';
      const parts = geometry.type === 'LineString' ? [geometry.coordinates] : geometry.coordinates;
      return parts.map((part) => ({ ...lineOf(part), roadClass }));
    }),
    places: places.map((place, order) => ({ ...place, order, x: worldX(place.lon), y: worldY(place.lat) })),
    countries: neighbours.geometries.flatMap(({ properties }) => {
      const at = NEIGHBOUR_LABELS[properties?.iso3 ?? ''];
      return at === undefined
        ? []
        : [{ ...named(properties, properties?.iso3), x: worldX(at[0]), y: worldY(at[1]) }];
    }),
  };
}

function named(
  properties: Properties | undefined,
  id: string | undefined,
): { id: string; nameAr: string; nameEn: string } {
  return { id: id ?? '', nameAr: properties?.nameAr ?? '', nameEn: properties?.nameEn ?? '' };
}

function districtOf(topology: BaseTopology, geometry: Area): District {
  const rings = ringsOf(merge(topology, [geometry]));
  const { properties } = geometry;
  const minX = Math.min(...rings.map((ring) => ring.minX));
  const maxX = Math.max(...rings.map((ring) => ring.maxX));
  const label = properties?.label ?? [0, 0];
  return {
    ...named(properties, properties?.id ?? properties?.iso),
    rings,
    breadth: maxX - minX,
    x: worldX(label[0]),
    y: worldY(label[1]),
  };
}

function ringsOf(shape: MultiPolygon): readonly Line[] {
  return shape.coordinates.flatMap((polygon) => polygon.map(lineOf));
}

function linesOf(lines: MultiLineString): readonly Line[] {
  return lines.coordinates.map(lineOf);
}

function lineOf(positions: readonly Position[]): Line {
  const points = new Float64Array(positions.length * 2);
  let [minX, minY, maxX, maxY] = [Infinity, Infinity, -Infinity, -Infinity];
  positions.forEach(([lon = 0, lat = 0], index) => {
    const x = worldX(lon);
    const y = worldY(lat);
    points[index * 2] = x;
    points[index * 2 + 1] = y;
    minX = Math.min(minX, x);
    minY = Math.min(minY, y);
    maxX = Math.max(maxX, x);
    maxY = Math.max(maxY, y);
  });
  return { points, minX, minY, maxX, maxY };
}
