import { createContext, useContext } from 'react';
import type { MapLocale } from './base/labels.ts';
import { DARK_PALETTE, type MapPalette } from './canvas/palette.ts';

/** Texts the map shows; they come from outside, because this room has no language of its own. */
export interface MapTexts {
  /** What the map is, for those who do not see it. */
  readonly name: string;
  readonly zoomIn: string;
  readonly zoomOut: string;
  readonly wholeCountry: string;
  readonly loading: string;
  readonly failed: string;
  readonly retry: string;
  /** Sources of the map data, as their licences ask. */
  readonly attribution: string;
  /** Name of the sea north of the coast. */
  readonly sea: string;
}

export interface MapSetting {
  readonly locale: MapLocale;
  readonly isPicking: boolean;
  /** Enlarges labels and symbols for screens read from afar; 1 at a desk. */
  readonly scale: number;
  readonly palette: MapPalette;
}

export const MapSettingContext = createContext<MapSetting>({
  locale: 'ar',
  isPicking: false,
  scale: 1,
  palette: DARK_PALETTE,
});

/** The setting of the map around this component. */
export function useMapSetting(): MapSetting {
  return useContext(MapSettingContext);
}
