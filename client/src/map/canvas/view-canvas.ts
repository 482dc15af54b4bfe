import {
  DomUtil,
  Layer,
  Util,
  point,
  type LatLng,
  type LeafletEventHandlerFn,
  type Map as LeafletMap,
  type ZoomAnimEvent,
} from 'leaflet';
import { worldSize } from './mercator.ts';

/** What a painter gets: world pixels minus (`left`, `top`) are CSS pixels on its canvas. */
export interface View {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly zoom: number;
  readonly worldSize: number;
  readonly pixelRatio: number;
}

/** Map events a layer listens to while it is on the map. */
export type LayerEvents = Record<string, LeafletEventHandlerFn>;

/** Margin painted around the view, as a share of its size, so that a drag does not repaint each frame. */
const MARGIN = 0.2;

/**
 * A map layer that is one canvas, crisp at any pixel ratio: it is carried along while the map is dragged, scaled while
 * it zooms, and painted anew only when the view leaves what was painted or when `repaint` is called.
 */
export abstract class ViewCanvas extends Layer {
  private canvas: HTMLCanvasElement | undefined;
  private context: CanvasRenderingContext2D | null = null;
  private anchor: LatLng | undefined;
  private view: View | undefined;
  private frame: number | undefined;
  private readonly paneName: string;

  constructor(pane: string) {
    super();
    this.paneName = pane;
  }

  /** Paints the view on a cleared canvas whose unit is the CSS pixel. */
  protected abstract paint(context: CanvasRenderingContext2D, view: View): void;

  override onAdd(map: LeafletMap): this {
    const pane = map.getPane(this.paneName) ?? map.createPane(this.paneName);
    pane.classList.add('t1-map-pane');
    const canvas = DomUtil.create('canvas', 'leaflet-zoom-animated', pane);
    canvas.setAttribute('aria-hidden', 'true');
    this.canvas = canvas;
    this.context = canvas.getContext('2d');
    this.paintNow();
    return this;
  }

  override onRemove(): this {
    if (this.frame !== undefined) Util.cancelAnimFrame(this.frame);
    this.frame = undefined;
    this.canvas?.remove();
    this.canvas = undefined;
    this.context = null;
    this.view = undefined;
    return this;
  }

  override getEvents(): LayerEvents {
    return {
      viewreset: () => this.paintNow(),
      moveend: () => this.followView(),
      resize: () => this.repaint(),
      move: () => this.followDrag(),
      zoom: () => this.followZoom(),
      zoomanim: (event) => {
        const { center, zoom } = event as ZoomAnimEvent;
        this.scaleTo(center, zoom);
      },
    };
  }

  /** Asks for one repaint in the next animation frame, however often it is called before. */
  repaint(): void {
    if (this.frame !== undefined || this.canvas === undefined) return;
    this.frame = Util.requestAnimFrame(() => {
      this.frame = undefined;
      this.paintNow();
    });
  }

  protected get map(): LeafletMap | undefined {
    return this.canvas === undefined ? undefined : this._map;
  }

  private followView(): void {
    this.settle();
    if (this.view?.zoom !== this._map.getZoom() || this.isOutgrown()) this.paintNow();
  }

  private followDrag(): void {
    this.settle();
    if (this.view?.zoom === this._map.getZoom() && this.isOutgrown()) this.repaint();
  }

  /**
   * A pan that begins while a zoom still glides gives the map a new pixel origin without a word. What was painted
   * before then is where the old origin said; it is put back where its own world pixels are.
   */
  private settle(): void {
    const { canvas, view } = this;
    if (canvas === undefined || view === undefined || view.zoom !== this._map.getZoom()) return;
    const position = point(view.left, view.top).subtract(this._map.getPixelOrigin());
    if (!DomUtil.getPosition(canvas).equals(position)) DomUtil.setPosition(canvas, position);
  }

  private followZoom(): void {
    if (this.view?.zoom !== this._map.getZoom()) this.scaleTo(this._map.getCenter(), this._map.getZoom());
  }

  private isOutgrown(): boolean {
    const view = this.view;
    if (view === undefined) return true;
    const seen = this._map.getPixelBounds();
    const { min, max } = seen;
    if (min === undefined || max === undefined) return true;
    return (
      min.x < view.left ||
      min.y < view.top ||
      max.x > view.left + view.width ||
      max.y > view.top + view.height
    );
  }

  /** Where the canvas comes to lie, and how large, once the map shows this centre and zoom. */
  private scaleTo(center: LatLng, zoom: number): void {
    if (this.canvas === undefined || this.anchor === undefined || this.view === undefined) return;
    const mapPane = this._map.getPane('mapPane');
    if (mapPane === undefined) return;
    const half = this._map.getSize().divideBy(2);
    const origin = this._map.project(center, zoom).subtract(half).add(DomUtil.getPosition(mapPane)).round();
    const position = this._map.project(this.anchor, zoom).subtract(origin);
    DomUtil.setTransform(this.canvas, position, this._map.getZoomScale(zoom, this.view.zoom));
  }

  private paintNow(): void {
    const { canvas, context } = this;
    if (canvas === undefined) return;
    const map = this._map;
    const size = map.getSize();
    const margin = size.multiplyBy(MARGIN).round();
    const corner = map.containerPointToLayerPoint(margin.multiplyBy(-1)).round();
    const world = map.getPixelOrigin().add(corner);
    const zoom = map.getZoom();
    const pixelRatio = globalThis.devicePixelRatio || 1;
    const view: View = {
      left: world.x,
      top: world.y,
      width: size.x + 2 * margin.x,
      height: size.y + 2 * margin.y,
      zoom,
      worldSize: worldSize(zoom),
      pixelRatio,
    };
    this.view = view;
    this.anchor = map.unproject(world, zoom);
    DomUtil.setPosition(canvas, corner);
    const width = Math.round(view.width * pixelRatio);
    const height = Math.round(view.height * pixelRatio);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
      canvas.style.width = `${view.width}px`;
      canvas.style.height = `${view.height}px`;
    }
    if (context === null || width === 0 || height === 0) return;
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
    this.paint(context, view);
  }
}
