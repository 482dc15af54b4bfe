import { formatDecimal, formatMgrs } from '@t1/shared/coordinates';
import type { LeafletMouseEvent } from 'leaflet';
import { useEffect, useRef } from 'react';
import { useMap } from './binding.tsx';
import { MapCorner } from './MapCorner.tsx';

/** Decimal degrees and MGRS of the point under the pointer, written straight into the page: a moving pointer renders nothing. */
export function CoordinateReadout() {
  const map = useMap();
  const box = useRef<HTMLElement>(null);
  useEffect(() => {
    let frame: number | undefined;
    let latest: LeafletMouseEvent['latlng'] | undefined;
    const write = (): void => {
      frame = undefined;
      if (box.current === null) return;
      box.current.hidden = latest === undefined;
      if (latest === undefined) return;
      const point = { lat: latest.lat, lon: latest.lng };
      box.current.textContent = [formatDecimal(point), formatMgrs(point)]
        .filter((text) => text !== undefined)
        .join('  ·  ');
    };
    const schedule = (): void => {
      frame ??= requestAnimationFrame(write);
    };
    const follow = ({ latlng }: LeafletMouseEvent): void => {
      latest = latlng;
      schedule();
    };
    const leave = (): void => {
      latest = undefined;
      schedule();
    };
    map.on('mousemove', follow);
    map.on('mouseout', leave);
    return () => {
      if (frame !== undefined) cancelAnimationFrame(frame);
      map.off('mousemove', follow);
      map.off('mouseout', leave);
    };
  }, [map]);
  return (
    <MapCorner corner="bottom-start">
      <bdi ref={box} dir="ltr" className="t1-map-readout" hidden />
    </MapCorner>
  );
}
