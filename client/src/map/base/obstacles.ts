import type { Map as LeafletMap } from 'leaflet';
import type { Box } from './labels.ts';

/** Map event saying that `obstaclesAt` may answer differently now. */
export const OBSTACLES_CHANGED = 't1-obstacles';

interface Obstacles {
  readonly zoom: number;
  readonly boxes: readonly Box[];
}

const known = new WeakMap<LeafletMap, Map<object, Obstacles>>();

/** Tells where names would be hidden, in world pixels of a zoom; each source replaces its own boxes only. */
export function tellObstacles(map: LeafletMap, source: object, zoom: number, boxes: readonly Box[]): void {
  const sources = known.get(map) ?? new Map<object, Obstacles>();
  known.set(map, sources);
  if (boxes.length === 0 && !sources.has(source)) return;
  if (boxes.length === 0) sources.delete(source);
  else sources.set(source, { zoom, boxes });
  map.fire(OBSTACLES_CHANGED);
}

/** All boxes told for this zoom. */
export function obstaclesAt(map: LeafletMap, zoom: number): readonly Box[] {
  return [...(known.get(map)?.values() ?? [])].flatMap((told) => (told.zoom === zoom ? told.boxes : []));
}
