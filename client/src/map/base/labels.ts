import type { BaseMap, District, NamedSpot, Place } from './base-map.ts';
import { worldSize, worldX, worldY } from '../canvas/mercator.ts';

/** Languages the map writes. */
export type MapLocale = 'ar' | 'en';

const LABEL_STYLES = ['capital', 'city', 'town', 'minor', 'district', 'country', 'sea'] as const;
export type LabelStyle = (typeof LABEL_STYLES)[number];

type DotForm = 'none' | 'dot' | 'square';

/** Where the text lies relative to its point. */
type Slot = 'right' | 'left' | 'above' | 'below' | 'centre';

/** A label that would like to be on the map; pixels are world pixels at one zoom. */
export interface LabelWish {
  readonly id: string;
  readonly text: string;
  readonly style: LabelStyle;
  readonly dot: DotForm;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Lower is more important and is placed first. */
  readonly rank: number;
  readonly slots: readonly Slot[];
}

/** A label that found room: `left` and `top` of its text box. */
export interface PlacedLabel {
  readonly wish: LabelWish;
  readonly left: number;
  readonly top: number;
}

/** A box of world pixels. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Width in pixels of a text in a style. */
export type MeasureLabel = (text: string, style: LabelStyle) => number;

export const LABEL_SIZES: Readonly<Record<LabelStyle, number>> = {
  capital: 17,
  city: 14,
  town: 13,
  minor: 12.5,
  district: 15,
  country: 17,
  sea: 16,
};
export const DOT_RADIUS = 2.5;

const DOT_GAP = 5;
/** Gaps tried after the usual one, to get out from under a symbol. */
const WIDE_GAPS = [14, 22, 32] as const;
const BREATH = 3;
const COAST_STEP = 5;
/** A district named like a town this near says nothing new. */
const ECHO_PX = 110;
const CELL = 96;
const SEA_LABEL: readonly [number, number] = [18, 34.3];
const INFRASTRUCTURE = new Set(['airport', 'port', 'oilfield', 'border']);
const DISTRICT_NAMES_UNTIL_ZOOM = 10;
const COUNTRY_NAMES_UNTIL_ZOOM = 9;

/**
 * Gives each wish the first slot that is free, most important first; what finds no room is left out. Texts keep clear
 * of the obstacles too, moving further from their point if need be; only the names of cities are written under them
 * rather than not at all. Lines are crossed only when there is no other slot.
 */
export function placeLabels(
  wishes: readonly LabelWish[],
  obstacles: readonly Box[] = [],
  lines: readonly Box[] = [],
): readonly PlacedLabel[] {
  const taken = new BoxGrid();
  const blocked = new BoxGrid(obstacles);
  const crossed = new BoxGrid(lines);
  const placed: PlacedLabel[] = [];
  for (const wish of wishes.toSorted((a, b) => a.rank - b.rank)) {
    const dot = wish.dot === 'none' ? undefined : boxAround(wish.x, wish.y, DOT_RADIUS + 1);
    if (dot !== undefined && !taken.isFree(dot)) continue;
    const isFree = (box: Box): boolean => taken.isFree(box) && blocked.isFree(box);
    const near = wish.slots.map((slot) => slotBox(wish, slot, DOT_GAP));
    const wide =
      obstacles.length === 0
        ? []
        : WIDE_GAPS.flatMap((gap) => wish.slots.map((slot) => slotBox(wish, slot, gap)));
    const isVital = wish.style === 'capital' || wish.style === 'city';
    const spot =
      near.find((box) => isFree(box) && crossed.isFree(box)) ??
      near.find(isFree) ??
      wide.find((box) => isFree(box) && crossed.isFree(box)) ??
      wide.find(isFree) ??
      (isVital ? near.find((box) => taken.isFree(box)) : undefined);
    if (spot === undefined) continue;
    taken.add(spot);
    if (dot !== undefined) taken.add(dot);
    placed.push({ wish, left: spot.left + BREATH, top: spot.top });
  }
  return placed;
}

/** The labels a zoom calls for; `scale` enlarges them all for screens read from afar. */
export function labelWishes(
  base: BaseMap,
  options: { zoom: number; locale: MapLocale; scale: number; measure: MeasureLabel; sea: string },
): readonly LabelWish[] {
  const { zoom, locale, scale, measure } = options;
  const size = worldSize(zoom);
  // Enlarged labels need the room of a smaller zoom; the quarter lets a name in just before its zoom is reached.
  const level = zoom + 0.25 - Math.log2(scale) * 0.5;
  const wish = (
    spot: NamedSpot,
    style: LabelStyle,
    rank: number,
    slots: readonly Slot[],
    dot: DotForm,
  ): LabelWish => {
    const text = locale === 'ar' ? spot.nameAr : spot.nameEn;
    return {
      id: spot.id,
      text,
      style,
      dot,
      rank,
      slots,
      x: spot.x * size,
      y: spot.y * size,
      width: measure(text, style),
      height: LABEL_SIZES[style] * scale * 1.35,
    };
  };
  const aside: readonly Slot[] =
    locale === 'ar' ? ['left', 'right', 'above', 'below'] : ['right', 'left', 'above', 'below'];
  const places = base.places
    .filter((place) => place.minZoom <= level)
    .map((place) =>
      wish(
        place,
        placeStyle(place),
        placeRank(place),
        aside,
        INFRASTRUCTURE.has(place.kind) ? 'square' : 'dot',
      ),
    );
  const districts =
    zoom > DISTRICT_NAMES_UNTIL_ZOOM
      ? []
      : base.districts
          .map((district) => ({
            district,
            label: wish(district, 'district', 150, ['centre', 'above', 'below'], 'none'),
          }))
          .filter(
            ({ district, label }) =>
              label.width < breadthOf(district, size) && !places.some((place) => isEcho(label, place)),
          )
          .map(({ label }) => label);
  const countries =
    zoom > COUNTRY_NAMES_UNTIL_ZOOM
      ? []
      : base.countries.map((country) => wish(country, 'country', 900, ['centre'], 'none'));
  const sea = {
    id: 'sea',
    nameAr: options.sea,
    nameEn: options.sea,
    x: worldX(SEA_LABEL[0]),
    y: worldY(SEA_LABEL[1]),
  };
  const water =
    zoom > COUNTRY_NAMES_UNTIL_ZOOM || options.sea === '' ? [] : [wish(sea, 'sea', 950, ['centre'], 'none')];
  return [...places, ...districts, ...countries, ...water];
}

/** Where the coast runs at a zoom, as small boxes a name had better not lie on. */
export function coastBoxes(base: BaseMap, zoom: number): readonly Box[] {
  const size = worldSize(zoom);
  const boxes: Box[] = [];
  for (const { points } of base.coast) {
    let [lastX, lastY] = [NaN, NaN];
    for (let index = 0; index < points.length; index += 2) {
      const x = (points[index] ?? 0) * size;
      const y = (points[index + 1] ?? 0) * size;
      if (Math.hypot(x - lastX, y - lastY) < COAST_STEP) continue;
      boxes.push(boxAround(x, y, 1));
      [lastX, lastY] = [x, y];
    }
  }
  return boxes;
}

function isEcho(label: LabelWish, place: LabelWish): boolean {
  return label.text === place.text && Math.hypot(label.x - place.x, label.y - place.y) < ECHO_PX;
}

function breadthOf(district: District, size: number): number {
  return district.breadth * size * 0.9;
}

function placeStyle({ kind }: Place): LabelStyle {
  if (kind === 'capital' || kind === 'city' || kind === 'town') return kind;
  return kind === 'oasis' ? 'town' : 'minor';
}

/** The zoom a place enters at comes first, then what it is: a town's name never yields to a village's. */
function placeRank({ minZoom, order, kind }: Place): number {
  const standing = INFRASTRUCTURE.has(kind)
    ? 60
    : kind === 'capital' || kind === 'city'
      ? 0
      : kind === 'town' || kind === 'oasis'
        ? 20
        : 40;
  return (minZoom - 5) * 100 + standing + Math.min(19, order / 20);
}

function slotBox({ x, y, width, height }: LabelWish, slot: Slot, gap: number): Box {
  const full = width + 2 * BREATH;
  const aside = DOT_RADIUS + gap - BREATH;
  const left = slot === 'right' ? x + aside : slot === 'left' ? x - aside - full : x - full / 2;
  const top = slot === 'above' ? y - gap - height : slot === 'below' ? y + gap : y - height / 2;
  return { left, top, right: left + full, bottom: top + height };
}

function boxAround(x: number, y: number, radius: number): Box {
  return { left: x - radius, top: y - radius, right: x + radius, bottom: y + radius };
}

/** Boxes filed under the cells they touch, so that a new one is compared with its surroundings only. */
class BoxGrid {
  private readonly cells = new Map<string, Box[]>();

  constructor(boxes: readonly Box[] = []) {
    for (const box of boxes) this.add(box);
  }

  isFree(box: Box): boolean {
    return cellsOf(box).every((cell) => !(this.cells.get(cell) ?? []).some((other) => overlap(box, other)));
  }

  add(box: Box): void {
    for (const cell of cellsOf(box)) {
      const boxes = this.cells.get(cell);
      if (boxes === undefined) this.cells.set(cell, [box]);
      else boxes.push(box);
    }
  }
}

function cellsOf(box: Box): readonly string[] {
  const cells: string[] = [];
  for (let column = Math.floor(box.left / CELL); column <= Math.floor(box.right / CELL); column += 1) {
    for (let row = Math.floor(box.top / CELL); row <= Math.floor(box.bottom / CELL); row += 1)
      cells.push(`${column}:${row}`);
  }
  return cells;
}

function overlap(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
