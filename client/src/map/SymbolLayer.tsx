import { useEffect, useMemo } from 'react';
import { useMap } from './binding.tsx';
import { useMapSetting } from './map-context.ts';
import { SymbolCanvas } from './symbols/symbol-layer.ts';
import type { MapSymbol } from './symbols/symbol.ts';

const DEFAULT_SIZE = 26;

interface SymbolLayerProps {
  readonly symbols: readonly MapSymbol[];
  readonly selectedId?: string | undefined;
  readonly onSelect?: ((id: string) => void) | undefined;
  /** Lines of the box shown under the pointer; the first is the title. */
  readonly tooltip?: ((id: string) => readonly string[]) | undefined;
  /** Size of a plain symbol in CSS pixels at scale 1. */
  readonly size?: number | undefined;
  /** False draws every symbol even where they lie on each other. */
  readonly gather?: boolean | undefined;
}

/** Draws symbols on the map around it; renders nothing itself. Several layers lie on each other in the order they are written. */
export function SymbolLayer({
  symbols,
  selectedId,
  onSelect,
  tooltip,
  size = DEFAULT_SIZE,
  gather = true,
}: SymbolLayerProps) {
  const map = useMap();
  const { locale, isPicking, scale, palette } = useMapSetting();
  const layer = useMemo(() => new SymbolCanvas('t1-symbols', palette), [palette]);
  useEffect(() => layer.setCalls({ onSelect, tooltip }), [layer, onSelect, tooltip]);
  useEffect(
    () =>
      layer.setOptions({
        size: Math.round(size * scale),
        locale,
        isGathering: gather,
        isClickable: !isPicking,
      }),
    [layer, size, scale, locale, gather, isPicking],
  );
  useEffect(() => layer.setSymbols(symbols), [layer, symbols]);
  useEffect(() => layer.select(selectedId), [layer, selectedId]);
  useEffect(() => {
    layer.addTo(map);
    return () => {
      layer.remove();
    };
  }, [map, layer]);
  return null;
}
