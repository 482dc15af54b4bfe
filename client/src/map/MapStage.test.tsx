// @vitest-environment happy-dom
import { act, useEffect, useState } from 'react';
import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Map as LeafletMap } from 'leaflet';
import { useMap } from './binding.tsx';
import { CoordinateReadout } from './CoordinateReadout.tsx';
import { useAutoFit, type AutoFit } from './fit.ts';
import { MapStage } from './MapStage.tsx';
import type { MapTexts } from './map-context.ts';
import { PickMarker } from './PickMarker.tsx';
import { SymbolLayer } from './SymbolLayer.tsx';
import type { MapSymbol } from './symbols/symbol.ts';

const labels: MapTexts = {
  name: 'خريطة ليبيا',
  zoomIn: 'تكبير',
  zoomOut: 'تصغير',
  wholeCountry: 'كل البلاد',
  loading: 'جارٍ التحميل',
  failed: 'تعذر التحميل',
  retry: 'إعادة',
  attribution: '© OpenStreetMap contributors',
  sea: 'البحر المتوسط',
};

const square = {
  type: 'Polygon',
  arcs: [[0]],
  properties: { iso: 'LY-SB', nameAr: 'سبها', nameEn: 'Sabha', label: [14.5, 27] },
};
const files: Readonly<Record<string, unknown>> = {
  'basemap.topojson': {
    type: 'Topology',
    arcs: [
      [
        [14, 26],
        [15, 26],
        [15, 28],
        [14, 28],
        [14, 26],
      ],
    ],
    objects: {
      districts: { type: 'GeometryCollection', geometries: [square] },
      neighbours: { type: 'GeometryCollection', geometries: [] },
      far: { type: 'GeometryCollection', geometries: [] },
    },
  },
  'roads.geojson': { type: 'FeatureCollection', features: [] },
  'places.json': [],
};

const sabha: MapSymbol = {
  id: 'one',
  lat: 27.04,
  lon: 14.43,
  shape: 'diamond',
  glyph: '1',
  colour: '#FB4B5A',
  ring: 'pulse',
  emphasis: 'strong',
};
const noSymbols: readonly MapSymbol[] = [];

let page: HTMLElement;
let root: Root;
let map: LeafletMap;
let fit: AutoFit;

function Probe({ points }: { readonly points: readonly MapSymbol[] }) {
  const around = useMap();
  const autoFit = useAutoFit(points);
  useEffect(() => {
    map = around;
    fit = autoFit;
  });
  return null;
}

function Room({
  picked,
  selected,
}: {
  readonly picked?: (lat: number, lon: number) => void;
  readonly selected?: (id: string) => void;
}) {
  const [symbols] = useState([sabha]);
  return (
    <MapStage locale="ar" labels={labels} picking={picked !== undefined} onPick={picked}>
      <SymbolLayer symbols={symbols} onSelect={selected} tooltip={() => ['سبها']} />
      <CoordinateReadout />
      <PickMarker lat={27} lon={14} accuracyMetres={500} />
      <Probe points={noSymbols} />
    </MapStage>
  );
}

const clickAt = (lat: number, lon: number): void => {
  const point = map.latLngToContainerPoint([lat, lon]);
  const event = {
    latlng: map.containerPointToLatLng(point),
    layerPoint: map.containerPointToLayerPoint(point),
    containerPoint: point,
    originalEvent: new MouseEvent('click'),
  };
  map.fire('click', event);
};

beforeEach(() => {
  vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
  page = document.createElement('div');
  document.body.append(page);
  root = createRoot(page);
});

afterEach(async () => {
  await act(async () => root.unmount());
  page.remove();
  vi.unstubAllGlobals();
});

const serve = (answer: (file: string) => Response): void => {
  vi.stubGlobal('fetch', async (address: string) => answer(address.split('/').at(-1) ?? ''));
};

const show = async (room: React.ReactNode): Promise<void> => {
  await act(async () => root.render(room));
  await act(async () => new Promise((resolve) => setTimeout(resolve, 20)));
};

describe('the map of the room', () => {
  it('says so when its data cannot be loaded, and tries again when asked', async () => {
    serve(() => new Response('', { status: 503 }));
    await show(<Room />);
    expect(page.querySelector('[role=alert]')?.textContent).toContain(labels.failed);
    serve((file) => Response.json(files[file]));
    await act(async () => page.querySelector<HTMLButtonElement>('[role=alert] button')?.click());
    await act(async () => new Promise((resolve) => setTimeout(resolve, 20)));
    expect(page.querySelector('.t1-map')?.getAttribute('data-state')).toBe('ready');
    expect(page.querySelector('[role=alert]')).toBeNull();
  });

  it('stands left-to-right in an Arabic page while its texts read right-to-left', async () => {
    serve((file) => Response.json(files[file]));
    await show(<Room />);
    expect(page.querySelector('.leaflet-container')?.closest('[dir]')?.getAttribute('dir')).toBe('ltr');
    expect(page.querySelector('.t1-map-zoom')?.closest('[dir]')?.getAttribute('dir')).toBe('rtl');
    expect(page.querySelector('.leaflet-container')?.getAttribute('aria-label')).toBe(labels.name);
    expect(page.textContent).toContain(labels.attribution);
    expect(page.textContent).not.toContain('Leaflet');
    expect(page.querySelectorAll('canvas')).toHaveLength(3);
  });

  it('opens the symbol that is clicked', async () => {
    serve((file) => Response.json(files[file]));
    const opened: string[] = [];
    await show(<Room selected={(id) => opened.push(id)} />);
    clickAt(sabha.lat, sabha.lon);
    clickAt(24, 20);
    expect(opened).toEqual(['one']);
  });

  it('takes a click as a place while picking, even on a symbol', async () => {
    serve((file) => Response.json(files[file]));
    const opened: string[] = [];
    const places: [number, number][] = [];
    await show(<Room picked={(lat, lon) => places.push([lat, lon])} selected={(id) => opened.push(id)} />);
    clickAt(sabha.lat, sabha.lon);
    expect(opened).toEqual([]);
    expect(places).toHaveLength(1);
  });

  it('stops moving by itself once a person moved it, until it is unlocked', async () => {
    serve((file) => Response.json(files[file]));
    await show(<Room />);
    expect(fit.locked).toBe(false);
    await act(async () => page.querySelector<HTMLButtonElement>('.t1-map-zoom button')?.click());
    expect(fit.locked).toBe(true);
    await act(async () => fit.unlock());
    expect(fit.locked).toBe(false);
  });
});
