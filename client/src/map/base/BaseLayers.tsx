import { useEffect, useMemo } from 'react';
import { useMap } from '../binding.tsx';
import { useMapSetting } from '../map-context.ts';
import type { BaseMap } from './base-map.ts';
import { BasemapLayer, type DistrictShades } from './basemap-layer.ts';
import { LabelsLayer } from './labels-layer.ts';

interface BaseLayersProps {
  readonly base: BaseMap;
  readonly shades: DistrictShades | undefined;
  readonly sea: string;
}

/** Puts land and names on the map; renders nothing itself. */
export function BaseLayers({ base, shades, sea }: BaseLayersProps) {
  const map = useMap();
  const { locale, scale, palette } = useMapSetting();
  const land = useMemo(() => new BasemapLayer('t1-base', base, palette), [base, palette]);
  const names = useMemo(() => new LabelsLayer('t1-labels', base, palette), [base, palette]);
  useEffect(() => land.setShades(shades), [land, shades]);
  useEffect(() => names.setOptions({ locale, scale, sea }), [names, locale, scale, sea]);
  useEffect(() => {
    land.addTo(map);
    names.addTo(map);
    return () => {
      land.remove();
      names.remove();
    };
  }, [map, land, names]);
  return null;
}
