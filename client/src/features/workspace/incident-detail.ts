import { readIncident } from '@t1/shared/incident-doors';
import type { IncidentView, TimelineEntry } from '@t1/shared/incidents';
import { useEffect } from 'react';
import { useReading } from '../../api/queries.ts';
import { useIncident, useRecentEvents } from '../../live/selectors.tsx';

/** One incident, open or closed, with what happened to it. */
export interface IncidentDetail {
  readonly incident?: IncidentView | undefined;
  readonly timeline?: readonly TimelineEntry[] | undefined;
  readonly missing: boolean;
  readonly failed: boolean;
  readonly reload: () => void;
}

/** The newest known version of the incident; its timeline is asked for again whenever the live line tells of it. */
export function useIncidentDetail(id: string | undefined): IncidentDetail {
  const live = useIncident(id);
  const events = useRecentEvents();
  const reading = useReading(readIncident, { id: id ?? '' }, { enabled: id !== undefined });
  const { refetch, data } = reading;

  const lastSeq =
    events.find(
      ({ subject, data: about }) => subject === id || ('incidentId' in about && about.incidentId === id),
    )?.seq ?? 0;
  useEffect(() => {
    if (lastSeq > 0) void refetch();
  }, [lastSeq, refetch]);

  const refused = reading.error?.problem.code;
  return {
    incident: data === undefined || (live !== undefined && live.version >= data.version) ? live : data,
    timeline: data?.timeline,
    missing: refused === 'not-found' || refused === 'malformed',
    failed: refused !== undefined && refused !== 'not-found',
    reload: () => void refetch(),
  };
}
