import { circle, divIcon, marker, svg } from 'leaflet';
import { useEffect } from 'react';
import { useMap } from './binding.tsx';
import { useMapSetting } from './map-context.ts';

const SIZE = 44;
const PIN = `<svg viewBox="0 0 44 44" width="${SIZE}" height="${SIZE}" aria-hidden="true"><g fill="none" stroke-linecap="round"><g stroke="#0B1016" stroke-width="5"><circle cx="22" cy="22" r="11"/><path d="M22 3v12M22 29v12M3 22h12M29 22h12"/></g><g stroke="#FFFFFF" stroke-width="2"><circle cx="22" cy="22" r="11"/><path d="M22 3v12M22 29v12M3 22h12M29 22h12"/></g></g><circle cx="22" cy="22" r="2.5" fill="#7FB8E6"/></svg>`;

interface PickMarkerProps {
  readonly lat: number;
  readonly lon: number;
  /** Radius in metres within which the place is certain. */
  readonly accuracyMetres?: number | undefined;
}

/** A crosshair on a chosen place, open in the middle so that the place itself stays visible. */
export function PickMarker({ lat, lon, accuracyMetres }: PickMarkerProps) {
  const map = useMap();
  const { palette } = useMapSetting();
  useEffect(() => {
    const icon = divIcon({
      className: 't1-map-pin',
      html: PIN,
      iconSize: [SIZE, SIZE],
      iconAnchor: [SIZE / 2, SIZE / 2],
    });
    const pin = marker([lat, lon], { icon, interactive: false, keyboard: false }).addTo(map);
    // Its own SVG drawing: one circle does not deserve another canvas as large as the map.
    const drawing = svg();
    const around =
      accuracyMetres === undefined
        ? undefined
        : circle([lat, lon], {
            radius: accuracyMetres,
            renderer: drawing,
            interactive: false,
            color: palette.selection,
            weight: 1.5,
            opacity: 0.8,
            dashArray: '4 4',
            fillOpacity: 0.08,
          }).addTo(map);
    return () => {
      pin.remove();
      around?.remove();
      drawing.remove();
    };
  }, [map, lat, lon, accuracyMetres, palette]);
  return null;
}
