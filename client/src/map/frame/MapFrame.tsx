import { useEffect } from 'react';
import { HOME_BOUNDS, MIN_ZOOM, useMap } from '../binding.tsx';

/** Names the map, follows the size of its box, and keeps the country from shrinking to a stamp on large screens. */
export function MapFrame({ name }: { readonly name: string }) {
  const map = useMap();
  useEffect(() => {
    const container = map.getContainer();
    container.setAttribute('role', 'region');
    container.setAttribute('aria-label', name);
  }, [map, name]);
  useEffect(() => {
    let isSized = map.getSize().x > 0;
    const follow = (): void => {
      map.invalidateSize({ animate: false });
      if (map.getSize().x === 0) return;
      map.setMinZoom(Math.max(MIN_ZOOM, map.getBoundsZoom(HOME_BOUNDS) - 0.25));
      // A map born in a hidden box could not know where to look.
      if (!isSized) map.fitBounds(HOME_BOUNDS, { animate: false });
      isSized = true;
    };
    follow();
    const observer = new ResizeObserver(follow);
    observer.observe(map.getContainer());
    return () => observer.disconnect();
  }, [map]);
  return null;
}
