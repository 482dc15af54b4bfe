import { useEffect, useState } from 'react';
import { HOME_BOUNDS, useMap } from '../binding.tsx';
import { USER_GESTURE } from '../canvas/gesture.ts';
import type { MapTexts } from '../map-context.ts';

/** Zoom in, zoom out, whole country. */
export function ZoomButtons({
  labels,
}: {
  readonly labels: Pick<MapTexts, 'zoomIn' | 'zoomOut' | 'wholeCountry'>;
}) {
  const map = useMap();
  const [{ isNearest, isFarthest }, setLimits] = useState({ isNearest: false, isFarthest: false });
  useEffect(() => {
    const look = (): void => {
      const nearest = map.getZoom() >= map.getMaxZoom();
      const farthest = map.getZoom() <= map.getMinZoom();
      setLimits((known) =>
        known.isNearest === nearest && known.isFarthest === farthest
          ? known
          : { isNearest: nearest, isFarthest: farthest },
      );
    };
    look();
    map.on('zoomend zoomlevelschange', look);
    return () => {
      map.off('zoomend zoomlevelschange', look);
    };
  }, [map]);
  const press = (act: () => void) => () => {
    map.fire(USER_GESTURE);
    act();
  };
  return (
    <div className="t1-map-zoom" role="group">
      <IconButton
        label={labels.zoomIn}
        isOff={isNearest}
        onPress={press(() => map.zoomIn())}
        path="M8 3v10M3 8h10"
      />
      <IconButton
        label={labels.zoomOut}
        isOff={isFarthest}
        onPress={press(() => map.zoomOut())}
        path="M3 8h10"
      />
      <IconButton
        label={labels.wholeCountry}
        onPress={press(() => map.fitBounds(HOME_BOUNDS))}
        path="M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10"
      />
    </div>
  );
}

interface IconButtonProps {
  readonly label: string;
  readonly isOff?: boolean;
  readonly onPress: () => void;
  readonly path: string;
}

/** `aria-disabled` and not `disabled`: a button that vanished under the finger would drop the keyboard's place. */
function IconButton({ label, isOff = false, onPress, path }: IconButtonProps) {
  return (
    <button
      type="button"
      className="t1-map-button"
      aria-label={label}
      title={label}
      aria-disabled={isOff}
      onClick={isOff ? undefined : onPress}
    >
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
        <path
          d={path}
          fill="none"
          stroke="currentColor"
          strokeWidth="1.6"
          strokeLinecap="round"
          strokeLinejoin="round"
        />
      </svg>
    </button>
  );
}
