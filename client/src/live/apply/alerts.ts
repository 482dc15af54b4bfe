import type { AlertView } from '@t1/shared/alerts';
import type { EventOf, EventType } from '@t1/shared/events';
import type { AlertNote, World } from '../world.ts';

type AlertEventType = Extract<EventType, `alert.${string}`>;

function keepUntilClosed(world: World, { data }: { readonly data: AlertView }): void {
  if (data.state === 'closed') world.alerts.forget(data.id, data.version);
  else world.alerts.keep(data);
}

/** Keeps the view and what is to be said about it; an old event must not speak over a newer one. */
function keepAndNote(noteAfter: (before: AlertNote | undefined, at: string) => AlertNote | undefined) {
  return (world: World, { data, at }: { readonly data: AlertView; readonly at: string }): void => {
    keepUntilClosed(world, { data });
    const shown = world.alerts.get(data.id);
    if (shown !== undefined && shown.version !== data.version) return;
    const note = shown === undefined ? undefined : noteAfter(world.alertNotes.get(data.id), at);
    if (note === undefined) world.alertNotes.delete(data.id);
    else world.alertNotes.set(data.id, note);
  };
}

const keepAndForgetNote = keepAndNote(() => undefined);

/** What each alert event does to the room. */
export const alertEvents: {
  readonly [T in AlertEventType]: (world: World, event: EventOf<T>) => void;
} = {
  'alert.raised': keepUntilClosed,
  'alert.acknowledged': keepAndForgetNote,
  'alert.acknowledgement-undone': keepAndForgetNote,
  'alert.acknowledgement-lapsed': keepAndNote((_, at) => ({ lapsedAt: at })),
  'alert.escalated': keepAndNote((before, at) => ({ ...before, climbedAt: at })),
  'alert.shelved': keepAndForgetNote,
  'alert.unshelved': keepUntilClosed,
  'alert.redirected': keepAndForgetNote,
  'alert.closed': keepAndForgetNote,
  'alert.withdrawn': (world, event) => {
    world.alerts.forget(event.data.id, event.version);
    if (world.alerts.get(event.data.id) === undefined) world.alertNotes.delete(event.data.id);
  },
};
