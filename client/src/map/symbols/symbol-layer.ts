import { latLngBounds, type LeafletMouseEvent, type Map as LeafletMap } from 'leaflet';
import type { MapLocale } from '../base/labels.ts';
import { tellObstacles } from '../base/obstacles.ts';
import { USER_GESTURE } from '../canvas/gesture.ts';
import type { MapPalette } from '../canvas/palette.ts';
import { ViewCanvas, type LayerEvents, type View } from '../canvas/view-canvas.ts';
import { placeSymbols, rankSymbols, SpotIndex, type RankedSymbols, type Spot } from './placement.ts';
import { symbolDiameter } from './sprites.ts';
import { boxOfSpot, SymbolPainter } from './symbol-painter.ts';
import type { MapSymbol } from './symbol.ts';
import { Tooltip } from './tooltip.ts';

/** Half a period of the pulse: on and off for 500 ms each, one blink a second. */
const HALF_PULSE_MS = 500;
/** Symbols nearer than this many sizes are gathered. */
const REACH = 1.25;
const TOUCH_SLACK_PX = 4;
/** Beyond this many there is no way for names to give way. */
const MOST_OBSTACLES = 1500;
/** A heap counts as opened when this many things can be told apart. */
const OPENED = 4;
const LISTED_IN_TOOLTIP = 4;

export interface SymbolLayerOptions {
  /** Size of a plain symbol in CSS pixels. */
  readonly size: number;
  readonly locale: MapLocale;
  readonly isGathering: boolean;
  /** False while a click on the map means something else. */
  readonly isClickable: boolean;
}

export interface SymbolLayerCalls {
  readonly onSelect?: ((id: string) => void) | undefined;
  /** Lines shown under the pointer, the first as title. */
  readonly tooltip?: ((id: string) => readonly string[]) | undefined;
}

interface Placed {
  readonly zoom: number;
  readonly spots: readonly Spot[];
  readonly index: SpotIndex;
}

/** Up to ten thousand symbols on one canvas. */
export class SymbolCanvas extends ViewCanvas {
  private readonly painter: SymbolPainter;
  private readonly motion = globalThis.matchMedia?.('(prefers-reduced-motion: reduce)');
  private wanted: SymbolLayerOptions = { size: 26, locale: 'ar', isGathering: true, isClickable: true };
  private calls: SymbolLayerCalls = {};
  private ranked: RankedSymbols = rankSymbols([]);
  private selectedId: string | undefined;
  private fanned: ReadonlySet<string> | undefined;
  private placed: Placed | undefined;
  private pulse: ReturnType<typeof setInterval> | undefined;
  private isPulseOn = true;
  private tip: Tooltip | undefined;
  private readonly onFonts = (): void => {
    this.painter.forgetSprites();
    this.repaint();
  };

  constructor(pane: string, palette: MapPalette) {
    super(pane);
    this.painter = new SymbolPainter(palette);
  }

  override onAdd(map: LeafletMap): this {
    this.tip = new Tooltip(map.getContainer());
    document.fonts?.addEventListener('loadingdone', this.onFonts);
    return super.onAdd(map);
  }

  override onRemove(): this {
    document.fonts?.removeEventListener('loadingdone', this.onFonts);
    this.leave();
    this.tip?.remove();
    this.keepPulse(false);
    if (this.map !== undefined) tellObstacles(this.map, this, 0, []);
    this.placed = undefined;
    return super.onRemove();
  }

  override getEvents(): LayerEvents {
    return {
      ...super.getEvents(),
      click: (event) => this.onClick(event as LeafletMouseEvent),
      mousemove: (event) => this.onPointer(event as LeafletMouseEvent),
      mouseout: () => this.leave(),
      movestart: () => this.leave(),
      zoomstart: () => this.leave(),
    };
  }

  setSymbols(symbols: readonly MapSymbol[]): void {
    this.ranked = rankSymbols(symbols);
    this.placeAgain();
  }

  select(id: string | undefined): void {
    if (id === this.selectedId) return;
    this.selectedId = id;
    this.placeAgain();
  }

  setOptions(options: SymbolLayerOptions): void {
    this.wanted = options;
    this.leave();
    this.placeAgain();
  }

  /** Calls are looked up when needed, so new functions draw nothing anew. */
  setCalls(calls: SymbolLayerCalls): void {
    this.calls = calls;
  }

  private placeAgain(): void {
    this.placed = undefined;
    this.repaint();
  }

  private placedAt(zoom: number): Placed {
    if (this.placed?.zoom === zoom) return this.placed;
    // What was fanned out at one zoom is another heap at the next.
    if (this.placed !== undefined) this.fanned = undefined;
    const { size, isGathering } = this.wanted;
    const reach = isGathering ? size * REACH : 0;
    const spots = placeSymbols(this.ranked, { zoom, reach, apart: this.selectedId, fanned: this.fanned });
    this.placed = { zoom, spots, index: new SpotIndex(spots, size * 2) };
    const boxes = spots.length > MOST_OBSTACLES ? [] : spots.map((spot) => boxOfSpot(spot, size));
    if (this.map !== undefined) tellObstacles(this.map, this, zoom, boxes);
    return this.placed;
  }

  protected override paint(context: CanvasRenderingContext2D, view: View): void {
    const isStill = this.motion?.matches === true;
    const { spots } = this.placedAt(view.zoom);
    const { selectedId, isPulseOn } = this;
    const options = { size: this.wanted.size, selectedId, isPulseOn, isStill };
    const isPulseSeen = this.painter.paint(context, view, spots, options);
    this.keepPulse(isPulseSeen && !isStill);
  }

  /** Nothing ticks unless something in view pulses. */
  private keepPulse(isWanted: boolean): void {
    if (isWanted === (this.pulse !== undefined)) return;
    if (this.pulse !== undefined) clearInterval(this.pulse);
    this.pulse = undefined;
    this.isPulseOn = true;
    if (!isWanted) return;
    this.pulse = setInterval(() => {
      this.isPulseOn = !this.isPulseOn;
      if (!document.hidden) this.repaint();
    }, HALF_PULSE_MS);
  }

  private spotUnder(event: LeafletMouseEvent): Spot | undefined {
    const map = this.map;
    if (map === undefined || !this.wanted.isClickable) return undefined;
    const point = map.getPixelOrigin().add(event.layerPoint);
    const radius = this.wanted.size / 2 + TOUCH_SLACK_PX;
    return this.placedAt(map.getZoom()).index.at(point.x, point.y, radius);
  }

  private onPointer(event: LeafletMouseEvent): void {
    const map = this.map;
    if (map === undefined || event.originalEvent.buttons !== 0) return;
    const spot = this.spotUnder(event);
    if (spot === undefined) return this.leave();
    const { size, locale } = this.wanted;
    map.getContainer().classList.add('t1-map-pointing');
    const origin = map.getPixelOrigin();
    const at = map.layerPointToContainerPoint([spot.x - origin.x, spot.y - origin.y]);
    const key = `${spot.symbol.id}|${spot.members.length}`;
    this.tip?.show(key, this.linesFor(spot), at, symbolDiameter(spot.symbol, size) / 2, locale);
  }

  private linesFor({ symbol, members }: Spot): readonly string[] {
    const { tooltip } = this.calls;
    if (tooltip === undefined) return [];
    if (members.length === 1) return tooltip(symbol.id);
    const listed = members.slice(0, LISTED_IN_TOOLTIP).flatMap(({ id }) => tooltip(id).slice(0, 1));
    const left = members.length - LISTED_IN_TOOLTIP;
    // Isolated, so that the sign stays before its number in a right-to-left box.
    return left > 0 ? [...listed, `\u2066+${left}\u2069`] : listed;
  }

  private leave(): void {
    this.tip?.hide();
    this.map?.getContainer().classList.remove('t1-map-pointing');
  }

  private onClick(event: LeafletMouseEvent): void {
    const spot = this.spotUnder(event);
    if (spot === undefined) return this.fanOut(undefined);
    if (spot.members.length === 1) return this.calls.onSelect?.(spot.symbol.id);
    this.leave();
    this.open(spot);
  }

  /** Zooms to where a heap comes apart, or fans it out in place when no zoom can part it. */
  private open(spot: Spot): void {
    const map = this.map;
    if (map === undefined) return;
    const bounds = latLngBounds(spot.members.map(({ lat, lon }) => [lat, lon]));
    const closest = map.getMaxZoom();
    const corners = [bounds.getNorthWest(), bounds.getSouthEast()].map((corner) =>
      map.project(corner, closest),
    );
    const spread = corners[0]?.distanceTo(corners[1] ?? [0, 0]) ?? 0;
    if (map.getZoom() >= closest || spread < this.wanted.size * REACH) return this.fanOut(spot);
    map.fire(USER_GESTURE);
    map.setView(bounds.getCenter(), this.partingZoom(map, spot, map.getBoundsZoom(bounds.pad(0.2))));
  }

  /** The first zoom at which a heap shows several things: closer than that the surroundings would be lost. */
  private partingZoom(map: LeafletMap, { members }: Spot, closestUseful: number): number {
    const ranked = rankSymbols(members);
    const reach = this.wanted.size * REACH;
    const limit = Math.min(map.getMaxZoom(), Math.max(map.getZoom() + 1, closestUseful));
    let zoom = Math.min(limit, map.getZoom() + 1);
    while (zoom < limit && placeSymbols(ranked, { zoom, reach }).length < Math.min(members.length, OPENED)) {
      zoom += 0.5;
    }
    return Math.min(zoom, limit);
  }

  private fanOut(spot: Spot | undefined): void {
    if (spot === undefined && this.fanned === undefined) return;
    this.fanned = spot === undefined ? undefined : new Set(spot.members.map(({ id }) => id));
    this.placeAgain();
  }
}
