import type { IncidentView } from '@t1/shared/incidents';
import { IncidentLayer } from '../features/incidents/IncidentLayer.tsx';
import { useLocale, useTexts } from '../i18n/t.tsx';
import { CoordinateReadout } from '../map/CoordinateReadout.tsx';
import { MapCorner } from '../map/MapCorner.tsx';
import { MapStage } from '../map/MapStage.tsx';
import { PickMarker } from '../map/PickMarker.tsx';
import css from './operations.module.css';

interface OperationsMapProps {
  readonly selected?: IncidentView | undefined;
  readonly severity?: number | undefined;
  readonly onSelect: (id: string) => void;
  readonly picking: boolean;
  readonly picked?: { readonly lat: number; readonly lon: number } | undefined;
  readonly onPick: (lat: number, lon: number) => void;
  readonly onStopPicking: () => void;
}

/** A tenth of a metre: what a click means is coarser by far. */
const degreeSteps = 1e6;

/** The map of the console: open incidents, the place being reported, the coordinates under the pointer. */
export function OperationsMap({
  selected,
  severity,
  onSelect,
  picking,
  picked,
  onPick,
  onStopPicking,
}: OperationsMapProps) {
  const { map, report } = useTexts();
  const { locale } = useLocale();
  const round = (degrees: number) => Math.round(degrees * degreeSteps) / degreeSteps;
  return (
    <MapStage
      locale={locale}
      labels={map.stage}
      picking={picking}
      onPick={(lat, lon) => onPick(round(lat), round(lon))}
    >
      <IncidentLayer selected={selected} severity={severity} onSelect={onSelect} />
      {picked !== undefined && <PickMarker lat={picked.lat} lon={picked.lon} />}
      {picking && (
        <MapCorner corner="top-start">
          <div className={css.picking} role="status">
            {report.picking}
            <button type="button" onClick={onStopPicking}>
              {report.stopPicking}
            </button>
          </div>
        </MapCorner>
      )}
      <CoordinateReadout />
    </MapStage>
  );
}
