import type { EventOf, EventType } from '@t1/shared/events';
import type { IncidentView } from '@t1/shared/incidents';
import type { World } from '../world.ts';

type IncidentEventType = Extract<EventType, `incident.${string}`>;

/** A closed incident leaves the screen, whatever the event was; a note after closing does not bring it back. */
function keepWhileOpen(world: World, { data }: { readonly data: IncidentView }): void {
  if (data.state === 'closed') world.incidents.forget(data.id, data.version);
  else world.incidents.keep(data);
}

/** What each incident event does to the room. */
export const incidentEvents: {
  readonly [T in IncidentEventType]: (world: World, event: EventOf<T>) => void;
} = {
  'incident.reported': keepWhileOpen,
  'incident.amended': keepWhileOpen,
  'incident.opened': keepWhileOpen,
  'incident.acted-on': keepWhileOpen,
  'incident.noted': keepWhileOpen,
  'incident.transferred': keepWhileOpen,
  'incident.closed': keepWhileOpen,
  'incident.reopened': keepWhileOpen,
  'incident.withdrawn': (world, event) => world.incidents.forget(event.data.id, event.version),
};
