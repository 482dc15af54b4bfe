export interface WorldBox {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
}

const TILE = 256;

/** Width of the whole world in CSS pixels at a zoom; fractions of a zoom are allowed. */
export function worldSize(zoom: number): number {
  return TILE * 2 ** zoom;
}

/** Longitude in degrees to world x. */
export function worldX(lon: number): number {
  return lon / 360 + 0.5;
}

/** Latitude in degrees to world y. */
export function worldY(lat: number): number {
  const sine = Math.sin((lat * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}
