import { latLngBounds, type LatLngBounds } from 'leaflet';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { HOME_BOUNDS, useMap } from './binding.tsx';
import { USER_GESTURE } from './canvas/gesture.ts';

export interface GeoPoint {
  readonly lat: number;
  readonly lon: number;
}

export interface AutoFit {
  /** True once a person moved the map: the program no longer does. */
  readonly locked: boolean;
  /** Lets the program move the map again, and fits at once. */
  readonly unlock: () => void;
  /** Fits now, locked or not. */
  readonly fitNow: () => void;
}

const CLOSEST_FIT_ZOOM = 9;
const PADDING = 56;
const MOVING_KEYS = new Set(['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight', '+', '-', '=', '_']);
/** Share of the view along each edge where a point counts as not well seen. */
const EDGE_SHARE = 0.08;
const FOCUS_ZOOM = 8;

/**
 * Keeps all points in view, moving only when the points' extent changes, until a person drags, wheels, zooms or uses
 * the arrow keys. No points means the whole country. Must be used inside `MapStage`.
 */
export function useAutoFit(points: readonly GeoPoint[]): AutoFit {
  const map = useMap();
  const [locked, setLocked] = useState(false);
  const extent = useMemo(() => extentOf(points), [points]);
  const latest = useRef(extent);
  useEffect(() => {
    latest.current = extent;
  }, [extent]);
  const key = extent.toBBoxString();

  const fitNow = useCallback(() => {
    // Not animated: a fit that begins while another still glides would end beside its goal.
    map.fitBounds(latest.current, {
      padding: paddingOf(map.getSize().x),
      maxZoom: CLOSEST_FIT_ZOOM,
      animate: false,
    });
  }, [map]);
  const unlock = useCallback(() => {
    setLocked(false);
    fitNow();
  }, [fitNow]);

  useEffect(() => {
    if (!locked) fitNow();
  }, [locked, key, fitNow]);

  useEffect(() => {
    const lock = (): void => setLocked(true);
    const lockOnKey = (event: KeyboardEvent): void => {
      if (event.target === map.getContainer() && MOVING_KEYS.has(event.key)) lock();
    };
    const container = map.getContainer();
    map.on(`dragstart dblclick boxzoomend ${USER_GESTURE}`, lock);
    container.addEventListener('wheel', lock, { passive: true });
    container.addEventListener('keydown', lockOnKey);
    const pinch = (event: TouchEvent): void => {
      if (event.touches.length > 1) lock();
    };
    container.addEventListener('touchstart', pinch, { passive: true });
    return () => {
      map.off(`dragstart dblclick boxzoomend ${USER_GESTURE}`, lock);
      container.removeEventListener('wheel', lock);
      container.removeEventListener('keydown', lockOnKey);
      container.removeEventListener('touchstart', pinch);
    };
  }, [map]);

  useEffect(() => {
    if (locked) return;
    map.on('resize', fitNow);
    return () => {
      map.off('resize', fitNow);
    };
  }, [map, locked, fitNow]);

  return { locked, unlock, fitNow };
}

/** Brings a point into view when it is off screen or at the very edge; a point that is seen moves nothing. */
export function FocusOn({ lat, lon }: GeoPoint): null {
  const map = useMap();
  useEffect(() => {
    if (map.getBounds().pad(-EDGE_SHARE).contains([lat, lon])) return;
    const near = map.getBounds().pad(1).contains([lat, lon]);
    // A far jump at a close zoom would show an unknown street: step back to where the surroundings are recognised.
    map.setView(
      [lat, lon],
      near ? map.getZoom() : Math.min(map.getZoom(), Math.max(FOCUS_ZOOM, map.getMinZoom())),
    );
  }, [map, lat, lon]);
  return null;
}

function extentOf(points: readonly GeoPoint[]): LatLngBounds {
  if (points.length === 0) return HOME_BOUNDS;
  return latLngBounds(points.map(({ lat, lon }) => [lat, lon]));
}

/** Padding must leave room for the points even in a small box. */
function paddingOf(width: number): [number, number] {
  const padding = Math.min(PADDING, Math.round(width / 8));
  return [padding, padding];
}
