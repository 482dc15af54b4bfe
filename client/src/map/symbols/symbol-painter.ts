import type { Box } from '../base/labels.ts';
import type { MapPalette } from '../canvas/palette.ts';
import type { View } from '../canvas/view-canvas.ts';
import type { Spot } from './placement.ts';
import { Sprites, symbolDiameter, type Sprite } from './sprites.ts';

/** How far rings reach, in radii of their symbol. */
const STEADY_RING = 1.4;
const PULSE_RING = 1.75;
const STILL_RINGS = [1.5, 1.85] as const;
const DIM_PULSE = 0.22;

export interface PaintOptions {
  /** Size of a plain symbol in CSS pixels. */
  readonly size: number;
  readonly selectedId: string | undefined;
  /** Which half of the blink this is. */
  readonly isPulseOn: boolean;
  /** True where motion is unwelcome: two steady rings say what a blinking one would. */
  readonly isStill: boolean;
}

/** Draws spots with their rings and counts. */
export class SymbolPainter {
  private readonly palette: MapPalette;
  private readonly sprites: Sprites;

  constructor(palette: MapPalette) {
    this.palette = palette;
    this.sprites = new Sprites(palette);
  }

  /** Needed when a font arrived: what was drawn with the substitute is drawn anew. */
  forgetSprites(): void {
    this.sprites.clear();
  }

  /** Paints what is in view, the gravest on top and the selected above all; returns whether anything in view pulses. */
  paint(
    context: CanvasRenderingContext2D,
    view: View,
    spots: readonly Spot[],
    options: PaintOptions,
  ): boolean {
    const margin = options.size * 2;
    let isPulseSeen = false;
    let selected: Spot | undefined;
    for (const { x, y, stem } of spots) {
      if (stem !== undefined) this.paintStem(context, view, { x, y }, stem);
    }
    // The list begins with the gravest, so it is walked from its end.
    for (let index = spots.length - 1; index >= 0; index -= 1) {
      const spot = spots[index];
      if (spot === undefined || isOutside(view, spot, margin)) continue;
      isPulseSeen ||= spot.isPulsing;
      if (spot.symbol.id === options.selectedId) selected = spot;
      else this.paintSpot(context, view, spot, options);
    }
    if (selected !== undefined) {
      this.paintSpot(context, view, selected, options);
      this.paintSelection(context, view, selected, options.size);
    }
    return isPulseSeen;
  }

  private paintSpot(context: CanvasRenderingContext2D, view: View, spot: Spot, options: PaintOptions): void {
    const { symbol, members } = spot;
    const x = spot.x - view.left;
    const y = spot.y - view.top;
    this.paintRing(context, spot, x, y, options);
    const sprite = this.sprites.symbol(symbol, options.size, view.pixelRatio);
    stamp(context, sprite, x - sprite.width / 2, y - sprite.height / 2, view.pixelRatio);
    if (members.length < 2) return;
    const pill = this.sprites.count(countText(members.length), options.size, view.pixelRatio);
    const reach = symbolDiameter(symbol, options.size) * 0.3;
    stamp(context, pill, x + reach, y - reach - pill.height, view.pixelRatio);
  }

  private paintRing(
    context: CanvasRenderingContext2D,
    { symbol, isPulsing }: Spot,
    x: number,
    y: number,
    options: PaintOptions,
  ): void {
    if (!isPulsing && symbol.ring === 'none') return;
    const radius = symbolDiameter(symbol, options.size) / 2;
    const width = Math.max(2, options.size * 0.09);
    context.strokeStyle = symbol.colour;
    if (!isPulsing) circle(context, x, y, radius * STEADY_RING, width * 0.65, 0.75);
    else if (options.isStill) {
      for (const ring of STILL_RINGS) circle(context, x, y, radius * ring, width * 0.8, 1);
    } else circle(context, x, y, radius * PULSE_RING, width, options.isPulseOn ? 1 : DIM_PULSE);
  }

  private paintSelection(context: CanvasRenderingContext2D, view: View, spot: Spot, size: number): void {
    const ring = (symbolDiameter(spot.symbol, size) / 2) * (spot.isPulsing ? 2.15 : 1.55);
    context.strokeStyle = this.palette.ink;
    circle(context, spot.x - view.left, spot.y - view.top, ring, 5, 0.9);
    context.strokeStyle = this.palette.selection;
    circle(context, spot.x - view.left, spot.y - view.top, ring, 2.5, 1);
  }

  private paintStem(
    context: CanvasRenderingContext2D,
    view: View,
    tip: { readonly x: number; readonly y: number },
    stem: { readonly x: number; readonly y: number },
  ): void {
    context.beginPath();
    context.moveTo(stem.x - view.left, stem.y - view.top);
    context.lineTo(tip.x - view.left, tip.y - view.top);
    context.strokeStyle = this.palette.outline;
    context.lineWidth = 1;
    context.stroke();
  }
}

/** The box a spot covers, with its ring and count, in world pixels. */
export function boxOfSpot({ symbol, x, y, members, isPulsing }: Spot, size: number): Box {
  const radius = (symbolDiameter(symbol, size) / 2) * (isPulsing ? PULSE_RING + 0.1 : 1.1);
  const pill = members.length > 1 ? size * 0.75 : 0;
  return {
    left: x - radius,
    top: y - Math.max(radius, pill),
    right: x + Math.max(radius, pill * 1.3),
    bottom: y + radius,
  };
}

/** Counts above 999 are rounded: on a map the order of magnitude is what is read. */
function countText(count: number): string {
  return count < 1000 ? String(count) : `${Math.floor(count / 1000)}k+`;
}

function isOutside(view: View, { x, y }: Spot, margin: number): boolean {
  const { left, top, width, height } = view;
  return x < left - margin || y < top - margin || x > left + width + margin || y > top + height + margin;
}

function circle(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  radius: number,
  width: number,
  alpha: number,
): void {
  context.globalAlpha = alpha;
  context.lineWidth = width;
  context.beginPath();
  context.arc(x, y, radius, 0, Math.PI * 2);
  context.stroke();
  context.globalAlpha = 1;
}

/** On whole device pixels: a picture between pixels is blurred and dearer to draw. */
function stamp(context: CanvasRenderingContext2D, sprite: Sprite, x: number, y: number, ratio: number): void {
  const left = Math.round(x * ratio) / ratio;
  const top = Math.round(y * ratio) / ratio;
  context.drawImage(sprite.image, left, top, sprite.width, sprite.height);
}
