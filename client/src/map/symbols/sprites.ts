import type { MapPalette } from '../canvas/palette.ts';
import type { MapSymbol, SymbolEmphasis, SymbolShape } from './symbol.ts';

const FAMILY = "'IBM Plex Sans Arabic', 'Noto Sans Arabic', Tahoma, sans-serif";
const SIZES: Readonly<Record<SymbolEmphasis, number>> = { strong: 1.2, plain: 1, muted: 0.82 };
const MUTED_ALPHA = 0.6;

/** A picture and its size in CSS pixels. */
export interface Sprite {
  readonly image: HTMLCanvasElement;
  readonly width: number;
  readonly height: number;
}

/** Diameter in CSS pixels of a symbol drawn at a base size. */
export function symbolDiameter(symbol: MapSymbol, size: number): number {
  return size * SIZES[symbol.emphasis];
}

/** Draws each kind of symbol once per pixel ratio and hands out the picture after that. */
export class Sprites {
  private readonly palette: MapPalette;
  private readonly kept = new Map<string, Sprite>();

  constructor(palette: MapPalette) {
    this.palette = palette;
  }

  /** Forgets all pictures; needed when a font arrived after they were drawn. */
  clear(): void {
    this.kept.clear();
  }

  symbol(symbol: MapSymbol, size: number, pixelRatio: number): Sprite {
    const { shape, glyph, colour, emphasis } = symbol;
    return this.keep(`s|${shape}|${glyph}|${colour}|${emphasis}|${size}|${pixelRatio}`, () => {
      const diameter = symbolDiameter(symbol, size);
      const edge = Math.ceil(diameter) + 4;
      return draw(edge, edge, pixelRatio, (context) => {
        context.globalAlpha = emphasis === 'muted' ? MUTED_ALPHA : 1;
        context.translate(edge / 2, edge / 2);
        traceShape(context, shape, diameter / 2);
        context.lineJoin = 'round';
        context.lineWidth = 3;
        context.strokeStyle = this.palette.ink;
        context.stroke();
        context.fillStyle = colour;
        context.fill();
        context.fillStyle = this.palette.ink;
        context.font = `700 ${diameter * glyphShare(shape)}px ${FAMILY}`;
        context.textAlign = 'center';
        context.textBaseline = 'alphabetic';
        const measured = context.measureText(glyph);
        const lift = (measured.actualBoundingBoxAscent - measured.actualBoundingBoxDescent) / 2;
        context.fillText(glyph, 0, lift + (shape === 'triangle' ? diameter * 0.13 : 0));
      });
    });
  }

  /** The pill with the number of symbols in a heap. */
  count(text: string, size: number, pixelRatio: number): Sprite {
    return this.keep(`n|${text}|${size}|${pixelRatio}`, () => {
      const font = `500 ${size * 0.46}px ${FAMILY}`;
      const height = Math.round(size * 0.62);
      const width = Math.max(height, Math.ceil(text.length * size * 0.29 + height * 0.5));
      return draw(width + 2, height + 2, pixelRatio, (context) => {
        context.beginPath();
        context.roundRect(1, 1, width, height, height / 2);
        context.fillStyle = this.palette.ink;
        context.fill();
        context.strokeStyle = this.palette.outline;
        context.lineWidth = 1;
        context.stroke();
        context.fillStyle = this.palette.text;
        context.font = font;
        context.textAlign = 'center';
        context.textBaseline = 'alphabetic';
        const ascent = context.measureText('0').actualBoundingBoxAscent;
        context.fillText(text, width / 2 + 1, height / 2 + 1 + ascent / 2);
      });
    });
  }

  private keep(key: string, make: () => Sprite): Sprite {
    const known = this.kept.get(key);
    if (known !== undefined) return known;
    const sprite = make();
    this.kept.set(key, sprite);
    return sprite;
  }
}

function draw(
  width: number,
  height: number,
  pixelRatio: number,
  paint: (context: CanvasRenderingContext2D) => void,
): Sprite {
  const image = document.createElement('canvas');
  image.width = Math.ceil(width * pixelRatio);
  image.height = Math.ceil(height * pixelRatio);
  const context = image.getContext('2d');
  if (context !== null) {
    context.scale(pixelRatio, pixelRatio);
    paint(context);
  }
  return { image, width: image.width / pixelRatio, height: image.height / pixelRatio };
}

function glyphShare(shape: SymbolShape): number {
  return shape === 'triangle' || shape === 'diamond' ? 0.54 : 0.6;
}

/** The outline of a shape around the origin; areas are alike, so that no shape looks weightier than its rank. */
function traceShape(context: CanvasRenderingContext2D, shape: SymbolShape, radius: number): void {
  context.beginPath();
  switch (shape) {
    case 'diamond':
      context.moveTo(0, -radius);
      context.lineTo(radius, 0);
      context.lineTo(0, radius);
      context.lineTo(-radius, 0);
      break;
    case 'triangle':
      context.moveTo(0, -radius * 0.94);
      context.lineTo(radius, radius * 0.82);
      context.lineTo(-radius, radius * 0.82);
      break;
    case 'square':
      context.rect(-radius * 0.8, -radius * 0.8, radius * 1.6, radius * 1.6);
      break;
    case 'circle':
      context.arc(0, 0, radius * 0.88, 0, Math.PI * 2);
      break;
  }
  context.closePath();
}
