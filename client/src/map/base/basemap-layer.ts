import type { BaseMap, Line } from './base-map.ts';
import { worldX, worldY } from '../canvas/mercator.ts';
import type { MapPalette, RoadClass } from '../canvas/palette.ts';
import { ViewCanvas, type View } from '../canvas/view-canvas.ts';

/** Steps 0 (lightest meaning) to 4 of a district's shade. */
type Shade = 0 | 1 | 2 | 3 | 4;
export type DistrictShades = ReadonlyMap<string, Shade>;

/** Points nearer than this to the last one drawn add nothing a person could see. */
const DETAIL_PX = 0.6;
const GRATICULE_STEP = 5;
const NO_SHADES: DistrictShades = new Map();

const ROAD_WIDTHS: Readonly<Record<RoadClass, number>> = { trunk: 2, primary: 1.5, secondary: 1.1, track: 1 };
const ROAD_FROM_ZOOM: Readonly<Record<RoadClass, number>> = {
  trunk: 0,
  primary: 0,
  secondary: 6.5,
  track: 7,
};
const ROAD_ORDER: readonly RoadClass[] = ['track', 'secondary', 'primary', 'trunk'];

/** Sea, land, districts, frontier and roads. */
export class BasemapLayer extends ViewCanvas {
  private readonly base: BaseMap;
  private readonly palette: MapPalette;
  private shades: DistrictShades = NO_SHADES;

  constructor(pane: string, base: BaseMap, palette: MapPalette) {
    super(pane);
    this.base = base;
    this.palette = palette;
  }

  setShades(shades: DistrictShades | undefined): void {
    this.shades = shades ?? NO_SHADES;
    this.repaint();
  }

  protected override paint(context: CanvasRenderingContext2D, view: View): void {
    const { base, palette } = this;
    const brush = new Brush(context, view);
    context.fillStyle = palette.sea;
    context.fillRect(0, 0, view.width, view.height);
    context.lineJoin = 'round';
    context.lineCap = 'round';
    paintGraticule(context, view, palette.graticule);
    brush.stroke([...base.coast, ...base.foreignCoast], palette.shallows, 9);
    brush.fill([...base.far, ...base.neighbours], palette.farLand);
    brush.stroke(base.foreignBorders, palette.foreignLine, 1);
    brush.stroke(base.foreignCoast, palette.foreignLine, 1);
    brush.fill(base.land, palette.land);
    for (const district of base.districts) {
      const shade = this.shades.get(district.id);
      if (shade !== undefined) brush.fill(district.rings, palette.shades[shade]);
    }
    this.paintFrontierBand(context, brush);
    brush.stroke(base.districtLines, palette.districtLine, view.zoom < 7 ? 1 : 1.3);
    this.paintRoads(brush, view.zoom);
    brush.stroke(base.frontier, palette.border, 1.6);
    brush.stroke(base.coast, palette.coast, 1.6);
  }

  /** A soft band inside the frontier, as in an atlas: it says which side is ours where line and desert look alike. */
  private paintFrontierBand(context: CanvasRenderingContext2D, brush: Brush): void {
    context.save();
    brush.clip(this.base.land);
    brush.stroke(this.base.frontier, this.palette.frontierBand, 10);
    context.restore();
  }

  private paintRoads(brush: Brush, zoom: number): void {
    const growth = Math.min(1.8, Math.max(1, 1 + (zoom - 7) * 0.16));
    for (const roadClass of ROAD_ORDER) {
      if (zoom < ROAD_FROM_ZOOM[roadClass]) continue;
      const roads = this.base.roads.filter((road) => road.roadClass === roadClass);
      brush.stroke(
        roads,
        this.palette.roads[roadClass],
        ROAD_WIDTHS[roadClass] * growth,
        roadClass === 'track' ? [4, 4] : undefined,
      );
    }
  }
}

function paintGraticule(context: CanvasRenderingContext2D, view: View, colour: string): void {
  context.beginPath();
  for (let lon = -20; lon <= 60; lon += GRATICULE_STEP) {
    const x = Math.round(worldX(lon) * view.worldSize - view.left) + 0.5;
    context.moveTo(x, 0);
    context.lineTo(x, view.height);
  }
  for (let lat = 0; lat <= 60; lat += GRATICULE_STEP) {
    const y = Math.round(worldY(lat) * view.worldSize - view.top) + 0.5;
    context.moveTo(0, y);
    context.lineTo(view.width, y);
  }
  context.strokeStyle = colour;
  context.lineWidth = 1;
  context.stroke();
}

/** Draws lines of world coordinates into a view, leaving out what is outside it. */
class Brush {
  private readonly context: CanvasRenderingContext2D;
  private readonly view: View;

  constructor(context: CanvasRenderingContext2D, view: View) {
    this.context = context;
    this.view = view;
  }

  fill(rings: readonly Line[], colour: string): void {
    this.trace(rings, true);
    this.context.fillStyle = colour;
    this.context.fill();
  }

  clip(rings: readonly Line[]): void {
    this.trace(rings, true);
    this.context.clip();
  }

  stroke(lines: readonly Line[], colour: string, width: number, dash: readonly number[] = []): void {
    this.trace(lines, false);
    this.context.strokeStyle = colour;
    this.context.lineWidth = width;
    this.context.setLineDash([...dash]);
    this.context.stroke();
  }

  private trace(lines: readonly Line[], isArea: boolean): void {
    this.context.beginPath();
    for (const line of lines) {
      if (this.isSeen(line)) this.traceOne(line, isArea);
    }
  }

  private traceOne(line: Line, isArea: boolean): void {
    const { context, view } = this;
    const { points } = line;
    const last = points.length - 2;
    let [fromX, fromY] = [NaN, NaN];
    let isPenDown = false;
    for (let index = 0; index <= last; index += 2) {
      const x = (points[index] ?? 0) * view.worldSize - view.left;
      const y = (points[index + 1] ?? 0) * view.worldSize - view.top;
      if (index > 0 && index < last && Math.abs(x - fromX) < DETAIL_PX && Math.abs(y - fromY) < DETAIL_PX)
        continue;
      // Long dashed lines far outside the view are dear, so a stroke is cut to the segments that touch it.
      const isNeeded = isArea || index === 0 || this.touches(fromX, fromY, x, y);
      if (index === 0 || !isNeeded) isPenDown = false;
      else {
        if (!isPenDown) context.moveTo(fromX, fromY);
        context.lineTo(x, y);
        isPenDown = true;
      }
      [fromX, fromY] = [x, y];
    }
    if (isArea) context.closePath();
  }

  private touches(x1: number, y1: number, x2: number, y2: number): boolean {
    const { width, height } = this.view;
    return (
      Math.max(x1, x2) > -16 &&
      Math.min(x1, x2) < width + 16 &&
      Math.max(y1, y2) > -16 &&
      Math.min(y1, y2) < height + 16
    );
  }

  private isSeen(line: Line): boolean {
    const { left, top, width, height, worldSize } = this.view;
    const margin = 16;
    return (
      line.maxX * worldSize > left - margin &&
      line.minX * worldSize < left + width + margin &&
      line.maxY * worldSize > top - margin &&
      line.minY * worldSize < top + height + margin
    );
  }
}
