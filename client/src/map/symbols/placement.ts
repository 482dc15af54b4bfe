import { worldSize, worldX, worldY } from '../canvas/mercator.ts';
import { SYMBOL_SHAPES, type MapSymbol } from './symbol.ts';

/** What is drawn at one point: a symbol, or the gravest symbol of several that would lie on each other. */
export interface Spot {
  readonly symbol: MapSymbol;
  /** World pixels at the zoom it was placed for. */
  readonly x: number;
  readonly y: number;
  /** All symbols standing here, the gravest first; one entry when nothing was gathered. */
  readonly members: readonly MapSymbol[];
  readonly isPulsing: boolean;
  /** Set while the members of a heap are fanned out: the point they belong to. */
  readonly stem?: { readonly x: number; readonly y: number };
}

/** Symbols with their world coordinates, gravest first; made once per set, used at every zoom. */
export interface RankedSymbols {
  readonly symbols: readonly MapSymbol[];
  readonly xs: Float64Array;
  readonly ys: Float64Array;
}

export interface PlacementOptions {
  readonly zoom: number;
  /** Symbols nearer than this many pixels are gathered; 0 gathers none. */
  readonly reach: number;
  /** A symbol that always stands alone. */
  readonly apart?: string | undefined;
  /** Members of the heap that is fanned out. */
  readonly fanned?: ReadonlySet<string> | undefined;
}

/** A pulsing ring takes more room than the symbol in it. */
const PULSE_ROOM = 1.35;
/** More than this many do not fit around a point; the rest stays a heap in the middle. */
const FAN_LIMIT = 40;
const CELL_STRIDE = 2 ** 24;

/** Sorts by gravity: shape, then unanswered before answered, then emphasis; ids break ties so that nothing flickers. */
export function rankSymbols(symbols: readonly MapSymbol[]): RankedSymbols {
  const ranked = symbols
    .map((symbol) => ({ symbol, gravity: gravityOf(symbol) }))
    .sort((a, b) => b.gravity - a.gravity || (a.symbol.id < b.symbol.id ? -1 : 1));
  const xs = Float64Array.from(ranked, ({ symbol }) => worldX(symbol.lon));
  const ys = Float64Array.from(ranked, ({ symbol }) => worldY(symbol.lat));
  return { symbols: ranked.map(({ symbol }) => symbol), xs, ys };
}

function gravityOf({ shape, ring, emphasis }: MapSymbol): number {
  const rings = ring === 'pulse' ? 2 : ring === 'steady' ? 1 : 0;
  const emphases = emphasis === 'strong' ? 2 : emphasis === 'plain' ? 1 : 0;
  return (SYMBOL_SHAPES.length - SYMBOL_SHAPES.indexOf(shape)) * 16 + rings * 4 + emphases;
}

/**
 * Decides what stands where at a zoom, gravest first. A heap stands exactly where its gravest member is, so gathering
 * never moves the thing that matters most, and panning never regroups.
 */
export function placeSymbols(ranked: RankedSymbols, options: PlacementOptions): readonly Spot[] {
  const { symbols, xs, ys } = ranked;
  const { zoom, reach, apart, fanned } = options;
  const size = worldSize(zoom);
  const isGathering = reach > 0;
  const cells = isGathering ? fileByCell(ranked, size, reach * PULSE_ROOM) : undefined;
  const isTaken = new Uint8Array(symbols.length);
  const spots: Spot[] = [];
  symbols.forEach((symbol, index) => {
    if (isTaken[index] === 1) return;
    const x = (xs[index] ?? 0) * size;
    const y = (ys[index] ?? 0) * size;
    isTaken[index] = 1;
    const members = [symbol];
    if (cells !== undefined && symbol.id !== apart) {
      const room = symbol.ring === 'pulse' ? reach * PULSE_ROOM : reach;
      for (const cell of cellsAround(x, y, reach * PULSE_ROOM)) {
        const waiting = cells.get(cell);
        if (waiting === undefined) continue;
        const rest = waiting.filter((other) => {
          if (isTaken[other] === 1) return false;
          const dx = (xs[other] ?? 0) * size - x;
          const dy = (ys[other] ?? 0) * size - y;
          const candidate = symbols[other];
          if (candidate === undefined || candidate.id === apart || dx * dx + dy * dy >= room * room)
            return true;
          isTaken[other] = 1;
          members.push(candidate);
          return false;
        });
        cells.set(cell, rest);
      }
      members.sort((a, b) => gravityOf(b) - gravityOf(a));
    }
    const isOpen = members.length > 1 && fanned !== undefined && members.some(({ id }) => fanned.has(id));
    if (isOpen) spots.push(...fan(members, x, y, reach));
    else spots.push(spotOf(members, x, y));
  });
  return spots;
}

function spotOf(members: readonly MapSymbol[], x: number, y: number, stem?: Spot['stem']): Spot {
  const [symbol] = members;
  if (symbol === undefined) throw new Error('A spot needs a symbol.');
  const spot = { symbol, x, y, members, isPulsing: members.some(({ ring }) => ring === 'pulse') };
  return stem === undefined ? spot : { ...spot, stem };
}

/** Lays the members on growing rings around their point, the first ring wide enough to keep the point free. */
function fan(members: readonly MapSymbol[], x: number, y: number, reach: number): readonly Spot[] {
  const shown = members.slice(0, FAN_LIMIT);
  const rest = members.slice(FAN_LIMIT);
  const spots: Spot[] = rest.length > 0 ? [spotOf(rest, x, y)] : [];
  for (let ring = 1, placed = 0; placed < shown.length; ring += 1) {
    const radius = reach * (0.7 + ring * 0.95);
    const room = Math.floor((2 * Math.PI * radius) / (reach * 1.05));
    const onRing = shown.slice(placed, placed + room);
    onRing.forEach((member, index) => {
      const angle = (index / onRing.length) * 2 * Math.PI - Math.PI / 2 + (ring % 2) * 0.3;
      spots.push(spotOf([member], x + radius * Math.cos(angle), y + radius * Math.sin(angle), { x, y }));
    });
    placed += onRing.length;
  }
  return spots;
}

function cellKey(column: number, row: number): number {
  return column * CELL_STRIDE + row;
}

function fileByCell({ symbols, xs, ys }: RankedSymbols, size: number, cell: number): Map<number, number[]> {
  const cells = new Map<number, number[]>();
  symbols.forEach((_, index) => {
    const key = cellKey(
      Math.floor(((xs[index] ?? 0) * size) / cell),
      Math.floor(((ys[index] ?? 0) * size) / cell),
    );
    const filed = cells.get(key);
    if (filed === undefined) cells.set(key, [index]);
    else filed.push(index);
  });
  return cells;
}

function cellsAround(x: number, y: number, cell: number): readonly number[] {
  const column = Math.floor(x / cell);
  const row = Math.floor(y / cell);
  const keys: number[] = [];
  for (let dx = -1; dx <= 1; dx += 1)
    for (let dy = -1; dy <= 1; dy += 1) keys.push(cellKey(column + dx, row + dy));
  return keys;
}

/** Finds the spot under a pointer without looking at all of them. */
export class SpotIndex {
  private readonly cells = new Map<number, Spot[]>();
  private readonly cell: number;

  /** `cell` in pixels; must be at least the largest radius asked for. */
  constructor(spots: readonly Spot[], cell: number) {
    this.cell = cell;
    for (const spot of spots) {
      const key = cellKey(Math.floor(spot.x / cell), Math.floor(spot.y / cell));
      const held = this.cells.get(key);
      if (held === undefined) this.cells.set(key, [spot]);
      else held.push(spot);
    }
  }

  /** The nearest spot within `radius` world pixels of a point; the gravest when several are equally near. */
  at(x: number, y: number, radius: number): Spot | undefined {
    let nearest: Spot | undefined;
    let distance = radius * radius;
    for (const key of cellsAround(x, y, this.cell)) {
      for (const spot of this.cells.get(key) ?? []) {
        const squared = (spot.x - x) ** 2 + (spot.y - y) ** 2;
        if (squared > distance || (squared === distance && nearest !== undefined)) continue;
        nearest = spot;
        distance = squared;
      }
    }
    return nearest;
  }
}
