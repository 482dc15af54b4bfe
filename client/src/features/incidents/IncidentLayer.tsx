import type { AlertView } from '@t1/shared/alerts';
import type { IncidentView } from '@t1/shared/incidents';
import { useMemo } from 'react';
import { useReference } from '../../api/queries.ts';
import { nameOf, useLocale, useTexts } from '../../i18n/t.tsx';
import { useAlerts, useConnection, useOpenIncidents } from '../../live/selectors.tsx';
import { FocusOn, useAutoFit } from '../../map/fit.ts';
import { MapCorner } from '../../map/MapCorner.tsx';
import { SymbolLayer } from '../../map/SymbolLayer.tsx';
import type { MapSymbol } from '../../map/symbols/symbol.ts';
import { severityLooks } from '../../ui/Severity.tsx';
import css from './layer.module.css';

interface IncidentLayerProps {
  readonly selected?: IncidentView | undefined;
  readonly onSelect: (id: string) => void;
  /** Severity the board is filtered by; the map follows it. */
  readonly severity?: number | undefined;
}

/** Draws the open incidents on the map around it; one that waits for somebody pulses. */
export function IncidentLayer({ selected, onSelect, severity }: IncidentLayerProps) {
  const { severity: names, states, map: words } = useTexts();
  const { locale } = useLocale();
  const reference = useReference();
  const open = useOpenIncidents();
  const alerts = useAlerts();
  const { phase } = useConnection();
  const doubtful = phase === 'stale' || phase === 'error';

  const symbols = useMemo(() => {
    const waiting = waitingIncidents(alerts);
    const shown = severity === undefined ? open : open.filter((incident) => incident.severity === severity);
    return withSelected(shown, selected).map((incident) =>
      symbolOf(incident, waiting.has(incident.id) && !doubtful, doubtful),
    );
  }, [open, alerts, severity, selected, doubtful]);

  // Only what is grave moves the view: a brawl in one town must not shrink the country.
  const points = useMemo(
    () => open.filter((incident) => incident.severity <= 2).map(({ location }) => location),
    [open],
  );
  const { locked, unlock } = useAutoFit(points);

  const tooltip = (id: string): readonly string[] => {
    const incident = id === selected?.id ? selected : open.find((one) => one.id === id);
    if (incident === undefined) return [];
    const place =
      incident.place === undefined
        ? reference.districtName(incident.districtId)
        : nameOf(incident.place, locale);
    return [
      incident.title,
      `${names[`s${incident.severity}`]} · ${reference.typeName(incident.type)} · ${states[incident.state]}`,
      `${place} · ${incident.ref}`,
    ];
  };

  return (
    <>
      <SymbolLayer symbols={symbols} selectedId={selected?.id} onSelect={onSelect} tooltip={tooltip} />
      {selected !== undefined && <FocusOn lat={selected.location.lat} lon={selected.location.lon} />}
      {locked && (
        <MapCorner corner="top-start">
          <button type="button" className={css.unlock} onClick={unlock}>
            {words.locked}
          </button>
        </MapCorner>
      )}
    </>
  );
}

/** Ids of incidents whose alert nobody has taken yet. */
function waitingIncidents(alerts: readonly AlertView[]): ReadonlySet<string> {
  return new Set(
    alerts.flatMap(({ state, incidentId }) =>
      state === 'unacknowledged' && incidentId !== undefined ? [incidentId] : [],
    ),
  );
}

/** Form, digit, colour and ring of one incident; on a screen that is not up to date everything is faint. */
function symbolOf(incident: IncidentView, waiting: boolean, doubtful: boolean): MapSymbol {
  const { id, severity, location, state } = incident;
  const { shape, colour } = severityLooks[severity];
  return {
    id,
    lat: location.lat,
    lon: location.lon,
    shape,
    glyph: String(severity),
    colour,
    ring: waiting ? 'pulse' : state === 'open' ? 'steady' : 'none',
    emphasis: doubtful || state === 'closed' ? 'muted' : severity <= 2 ? 'strong' : 'plain',
  };
}

/** The opened incident is on the map even when the filter hides it or it is closed. */
function withSelected(
  shown: readonly IncidentView[],
  selected: IncidentView | undefined,
): readonly IncidentView[] {
  if (selected === undefined || shown.some(({ id }) => id === selected.id)) return shown;
  return [...shown, selected];
}
