import type { EventOf, EventType } from '@t1/shared/events';
import type { ShiftView } from '@t1/shared/roster';
import type { World } from '../world.ts';

type RosterEventType = Extract<EventType, `roster.${string}`>;

function keepUnlessCancelled(world: World, { data }: { readonly data: ShiftView }): void {
  if (data.state === 'cancelled') world.shifts.forget(data.id, data.version);
  else world.shifts.keep(data);
}

/** What each event of the roster does to the room. */
export const rosterEvents: {
  readonly [T in RosterEventType]: (world: World, event: EventOf<T>) => void;
} = {
  'roster.shift-added': keepUnlessCancelled,
  'roster.shift-substituted': keepUnlessCancelled,
  'roster.shift-cancelled': keepUnlessCancelled,
  'roster.handed-over': keepUnlessCancelled,
};
