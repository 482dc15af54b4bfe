import './map.css';
import type { LeafletMouseEvent } from 'leaflet';
import { useEffect, useMemo, type ReactNode } from 'react';
import { BaseLayers } from './base/BaseLayers.tsx';
import type { DistrictShades } from './base/basemap-layer.ts';
import type { MapLocale } from './base/labels.ts';
import { MapRoot, useMap } from './binding.tsx';
import { DARK_PALETTE, type MapPalette } from './canvas/palette.ts';
import { MapFrame } from './frame/MapFrame.tsx';
import { useBaseMap, type BaseMapLoad } from './frame/use-base-map.ts';
import { ZoomButtons } from './frame/ZoomButtons.tsx';
import { MapSettingContext, type MapSetting, type MapTexts } from './map-context.ts';
import { MapCorner } from './MapCorner.tsx';

interface MapStageProps {
  readonly locale: MapLocale;
  readonly labels: MapTexts;
  /** Shades of districts by id; a district without one keeps the colour of the land. */
  readonly districtShades?: DistrictShades | undefined;
  /** While true a click on the map is a place, not a symbol. */
  readonly picking?: boolean | undefined;
  readonly onPick?: ((lat: number, lon: number) => void) | undefined;
  /** Enlarges names and symbols for screens read from afar; 1 at a desk. */
  readonly scale?: number | undefined;
  readonly palette?: MapPalette | undefined;
  /** False on a screen nobody touches. */
  readonly hasButtons?: boolean | undefined;
  /** Layers and corners; they may use `useMap`, `useAutoFit` and the like. */
  readonly children?: ReactNode;
}

/** The map of the country: the bundled base map, and whatever layers are put inside it. It fills the box it is in. */
export function MapStage({
  locale,
  labels,
  districtShades,
  picking = false,
  onPick,
  scale = 1,
  palette = DARK_PALETTE,
  hasButtons = true,
  children,
}: MapStageProps) {
  const load = useBaseMap();
  const { base } = load;
  const setting = useMemo<MapSetting>(
    () => ({ locale, isPicking: picking, scale, palette }),
    [locale, picking, scale, palette],
  );
  const state = base === undefined ? (load.hasFailed ? 'failed' : 'loading') : 'ready';
  return (
    <div
      className="t1-map"
      dir="ltr"
      data-picking={picking}
      data-state={state}
      style={{ background: palette.sea }}
    >
      <MapRoot>
        <MapSettingContext value={setting}>
          <MapFrame name={labels.name} />
          {base === undefined ? null : <BaseLayers base={base} shades={districtShades} sea={labels.sea} />}
          {picking && onPick !== undefined ? <Picking onPick={onPick} /> : null}
          {children}
          {hasButtons ? (
            <MapCorner corner="top-end">
              <ZoomButtons labels={labels} />
            </MapCorner>
          ) : null}
          <MapCorner corner="bottom-end">
            <p className="t1-map-attribution" dir="ltr">
              {labels.attribution}
            </p>
          </MapCorner>
          {base === undefined ? <Notice load={load} labels={labels} /> : null}
        </MapSettingContext>
      </MapRoot>
    </div>
  );
}

function Notice({ load, labels }: { readonly load: BaseMapLoad; readonly labels: MapTexts }) {
  return (
    <MapCorner corner="middle">
      <div className="t1-map-notice" role={load.hasFailed ? 'alert' : 'status'}>
        {load.hasFailed ? labels.failed : labels.loading}
        {load.hasFailed ? (
          <button type="button" className="t1-map-button" onClick={load.retry}>
            {labels.retry}
          </button>
        ) : null}
      </div>
    </MapCorner>
  );
}

function Picking({ onPick }: { readonly onPick: (lat: number, lon: number) => void }) {
  const map = useMap();
  useEffect(() => {
    const pick = ({ latlng }: LeafletMouseEvent): void => onPick(latlng.lat, latlng.lng);
    map.on('click', pick);
    return () => {
      map.off('click', pick);
    };
  }, [map, onPick]);
  return null;
}
