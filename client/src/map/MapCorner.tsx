import { DomEvent } from 'leaflet';
import { useEffect, useRef, type ReactNode } from 'react';
import { useMapSetting } from './map-context.ts';

/** Places on the map in reading order: `start` is right in Arabic, left in English. */
export type Corner = 'top-start' | 'top-end' | 'bottom-start' | 'bottom-end' | 'middle';

/** Puts something over the map; clicks, drags and wheel turns in it do not reach the map. */
export function MapCorner({ corner, children }: { readonly corner: Corner; readonly children: ReactNode }) {
  const { locale } = useMapSetting();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (box.current === null) return;
    DomEvent.disableClickPropagation(box.current);
    DomEvent.disableScrollPropagation(box.current);
  }, []);
  return (
    <div className="t1-map-corners" dir={locale === 'ar' ? 'rtl' : 'ltr'} lang={locale}>
      <div ref={box} className="t1-map-corner" data-corner={corner}>
        {children}
      </div>
    </div>
  );
}
