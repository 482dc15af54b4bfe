import type { BaseMap } from './base-map.ts';
import {
  coastBoxes,
  DOT_RADIUS,
  LABEL_SIZES,
  labelWishes,
  placeLabels,
  type LabelStyle,
  type MapLocale,
  type PlacedLabel,
} from './labels.ts';
import type { MapPalette } from '../canvas/palette.ts';
import { OBSTACLES_CHANGED, obstaclesAt } from './obstacles.ts';
import { ViewCanvas, type LayerEvents, type View } from '../canvas/view-canvas.ts';

const FAMILY = "'IBM Plex Sans Arabic', 'Noto Sans Arabic', Tahoma, sans-serif";
const WEIGHTS: Readonly<Record<LabelStyle, number>> = {
  capital: 700,
  city: 500,
  town: 400,
  minor: 400,
  district: 500,
  country: 500,
  sea: 400,
};

export interface LabelOptions {
  readonly locale: MapLocale;
  readonly scale: number;
  readonly sea: string;
}

/** Font of a label style as the canvas wants it. */
function fontOf(style: LabelStyle, scale: number): string {
  return `${WEIGHTS[style]} ${LABEL_SIZES[style] * scale}px ${FAMILY}`;
}

/** Names of places, districts and neighbours, laid out once per zoom so that they stay put while the map is dragged. */
export class LabelsLayer extends ViewCanvas {
  private readonly base: BaseMap;
  private readonly palette: MapPalette;
  private wanted: LabelOptions = { locale: 'ar', scale: 1, sea: '' };
  private layout: { readonly zoom: number; readonly labels: readonly PlacedLabel[] } | undefined;
  private readonly onFonts = (): void => this.relayout();

  constructor(pane: string, base: BaseMap, palette: MapPalette) {
    super(pane);
    this.base = base;
    this.palette = palette;
  }

  override onAdd(map: Parameters<ViewCanvas['onAdd']>[0]): this {
    super.onAdd(map);
    // A canvas does not repaint by itself when its font arrives.
    document.fonts?.addEventListener('loadingdone', this.onFonts);
    return this;
  }

  override onRemove(): this {
    document.fonts?.removeEventListener('loadingdone', this.onFonts);
    return super.onRemove();
  }

  override getEvents(): LayerEvents {
    return { ...super.getEvents(), [OBSTACLES_CHANGED]: () => this.relayout() };
  }

  setOptions(options: LabelOptions): void {
    this.wanted = options;
    this.relayout();
  }

  private relayout(): void {
    this.layout = undefined;
    this.repaint();
  }

  protected override paint(context: CanvasRenderingContext2D, view: View): void {
    const { palette } = this;
    const { scale, locale } = this.wanted;
    context.direction = locale === 'ar' ? 'rtl' : 'ltr';
    context.textAlign = 'left';
    context.textBaseline = 'middle';
    context.lineJoin = 'round';
    const labels = this.labelsAt(view.zoom, context).filter(({ wish, left, top }) =>
      isSeen(view, left, top, wish.width, wish.height),
    );
    for (const { wish } of labels)
      if (wish.dot !== 'none')
        this.paintDot(context, wish.x - view.left, wish.y - view.top, wish.dot === 'square');
    for (const { wish, left, top } of labels) {
      const x = Math.round(left - view.left);
      const y = Math.round(top - view.top + wish.height / 2);
      context.font = fontOf(wish.style, scale);
      context.letterSpacing = spacing(wish.style, locale);
      context.strokeStyle = palette.halo;
      context.lineWidth = 3.5 * Math.sqrt(scale);
      context.globalAlpha = 0.85;
      if (wish.style !== 'sea' && wish.style !== 'country') context.strokeText(wish.text, x, y);
      context.globalAlpha = 1;
      context.fillStyle = this.colourOf(wish.style);
      context.fillText(wish.text, x, y);
    }
    context.letterSpacing = '0px';
  }

  private paintDot(context: CanvasRenderingContext2D, x: number, y: number, isSquare: boolean): void {
    context.beginPath();
    if (isSquare) context.rect(x - DOT_RADIUS, y - DOT_RADIUS, DOT_RADIUS * 2, DOT_RADIUS * 2);
    else context.arc(x, y, DOT_RADIUS, 0, Math.PI * 2);
    context.fillStyle = isSquare ? this.palette.halo : this.palette.dot;
    context.strokeStyle = isSquare ? this.palette.labelQuiet : this.palette.halo;
    context.lineWidth = 1.2;
    context.fill();
    context.stroke();
  }

  private labelsAt(zoom: number, context: CanvasRenderingContext2D): readonly PlacedLabel[] {
    if (this.layout?.zoom === zoom) return this.layout.labels;
    const { locale, scale, sea } = this.wanted;
    const measure = (text: string, style: LabelStyle): number => {
      context.font = fontOf(style, scale);
      context.letterSpacing = spacing(style, locale);
      return context.measureText(text).width;
    };
    const wishes = labelWishes(this.base, { zoom, locale, scale, measure, sea });
    const labels = placeLabels(
      wishes,
      this.map === undefined ? [] : obstaclesAt(this.map, zoom),
      coastBoxes(this.base, zoom),
    );
    this.layout = { zoom, labels };
    return labels;
  }

  private colourOf(style: LabelStyle): string {
    const { palette } = this;
    const colours: Readonly<Record<LabelStyle, string>> = {
      capital: palette.labelStrong,
      city: palette.labelStrong,
      town: palette.label,
      minor: palette.labelQuiet,
      district: palette.districtLabel,
      country: palette.countryLabel,
      sea: palette.seaLabel,
    };
    return colours[style];
  }
}

/** Arabic letters join, so only Latin names of wide areas are spaced. */
function spacing(style: LabelStyle, locale: MapLocale): string {
  const isArea = style === 'country' || style === 'sea' || style === 'district';
  return isArea && locale === 'en' ? (style === 'district' ? '0.5px' : '2px') : '0px';
}

function isSeen(view: View, left: number, top: number, width: number, height: number): boolean {
  const margin = 24;
  return (
    left + width > view.left - margin &&
    left < view.left + view.width + margin &&
    top + height > view.top - margin &&
    top < view.top + view.height + margin
  );
}
