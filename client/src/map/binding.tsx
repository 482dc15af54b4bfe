import 'leaflet/dist/leaflet.css';
import { latLngBounds, type LatLngBounds, type MapOptions } from 'leaflet';
import type { ReactNode } from 'react';
import { MapContainer, useMap } from 'react-leaflet';

// The only file that knows the binding library, so that it can be exchanged in one place.
export { useMap };

/** Libya with a little air: what an empty map shows. */
export const HOME_BOUNDS: LatLngBounds = latLngBounds([19.3, 9.1], [33.4, 25.4]);

export const MIN_ZOOM = 5;
const MAX_ZOOM = 16;

const isStill = globalThis.matchMedia?.('(prefers-reduced-motion: reduce)').matches === true;

const OPTIONS: MapOptions = {
  minZoom: MIN_ZOOM,
  maxZoom: MAX_ZOOM,
  // Everything is drawn by us at any zoom: quarter steps let the country fill the screen it is shown on.
  zoomSnap: 0.25,
  zoomDelta: 1,
  wheelPxPerZoomLevel: 90,
  maxBounds: latLngBounds([13, -3], [40, 38]),
  maxBoundsViscosity: 0.8,
  worldCopyJump: false,
  preferCanvas: true,
  keyboard: true,
  zoomControl: false,
  attributionControl: false,
  zoomAnimation: !isStill,
  fadeAnimation: !isStill,
  inertia: !isStill,
};

/** The Leaflet map; its children may call `useMap`. Always left-to-right, because Leaflet misplaces things in right-to-left boxes. */
export function MapRoot({ children }: { readonly children?: ReactNode }) {
  return (
    <MapContainer {...OPTIONS} bounds={HOME_BOUNDS} className="t1-map-root">
      {children}
    </MapContainer>
  );
}
