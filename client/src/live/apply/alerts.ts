import type { AlertView } from '@t1/shared/alerts';
import type { EventOf, EventType } from '@t1/shared/events';
import type { World } from '../world.ts';

type AlertEventType = Extract<EventType, `alert.${string}`>;

function keepUntilClosed(world: World, { data }: { readonly data: AlertView }): void {
  if (data.state === 'closed') world.alerts.forget(data.id, data.version);
  else world.alerts.keep(data);
}

/** What each alert event does to the room. */
export const alertEvents: {
  readonly [T in AlertEventType]: (world: World, event: EventOf<T>) => void;
} = {
  'alert.raised': keepUntilClosed,
  'alert.acknowledged': keepUntilClosed,
  'alert.redirected': keepUntilClosed,
  'alert.closed': keepUntilClosed,
  'alert.withdrawn': (world, event) => world.alerts.forget(event.data.id, event.version),
};
