import type { AlertView } from '@t1/shared/alerts';
import type { DomainEvent } from '@t1/shared/events';
import type { IncidentView } from '@t1/shared/incidents';
import type { ShiftView } from '@t1/shared/roster';
import type { ReactNode } from 'react';
import { createContext, useCallback, useContext, useEffect, useState, useSyncExternalStore } from 'react';
import type { ConnectionView } from './connection.ts';
import type { LiveStore } from './store.ts';
import { createLiveStore } from './store.ts';
import type { AlertNote } from './world.ts';

const LiveContext = createContext<LiveStore | undefined>(undefined);

/**
 * Keeps the live store of the signed-in person running while it is mounted: its own one, or the one handed in.
 * Another person needs another provider (a `key`), because a store never forgets whose it is.
 */
export function LiveProvider({ store, children }: { store?: LiveStore; children: ReactNode }) {
  const [own] = useState(() => store ?? createLiveStore());
  const live = store ?? own;
  useEffect(() => {
    live.start();
    const wake = () => {
      if (!document.hidden) live.wake();
    };
    window.addEventListener('online', wake);
    document.addEventListener('visibilitychange', wake);
    return () => {
      window.removeEventListener('online', wake);
      document.removeEventListener('visibilitychange', wake);
      live.stop();
    };
  }, [live]);
  return <LiveContext value={live}>{children}</LiveContext>;
}

function useLive(): LiveStore {
  const store = useContext(LiveContext);
  if (store === undefined) throw new Error('The live store is read outside of LiveProvider.');
  return store;
}

function useReading<Reading>(read: (store: LiveStore) => Reading): Reading {
  const store = useLive();
  return useSyncExternalStore(store.subscribe, () => read(store));
}

/** Every open incident the person may see, newest report first. */
export function useOpenIncidents(): readonly IncidentView[] {
  return useReading((store) => store.openIncidents());
}

/** The incident while it is open; nothing for a closed one, for one out of sight and without an id. */
export function useIncident(id: string | undefined): IncidentView | undefined {
  return useReading((store) => (id === undefined ? undefined : store.incident(id)));
}

/** Alerts that are not closed: those that wait first, then the graver, then the one that has waited longer. */
export function useAlerts(): readonly AlertView[] {
  return useReading((store) => store.alerts());
}

/** What befell the alert on this screen that its view does not tell; nothing after a new snapshot. */
export function useAlertNote(id: string): AlertNote | undefined {
  return useReading((store) => store.alertNote(id));
}

/** How late escalation is, in milliseconds, while it cannot be relied on; nothing while it can. */
export function useEngineLateMs(): number | undefined {
  return useReading((store) => store.engineLateMs());
}

/** Shifts that were not over when the snapshot was taken, and what came since; the first to begin first. */
export function useShifts(): readonly ShiftView[] {
  return useReading((store) => store.shifts());
}

/** At most a hundred events that came over the live line, newest first; empty after a new snapshot. */
export function useRecentEvents(): readonly DomainEvent[] {
  return useReading((store) => store.recentEvents());
}

/** Ids of incidents that came onto the screen in the last eight seconds. */
export function useFreshIds(): ReadonlySet<string> {
  return useReading((store) => store.freshIds());
}

/** How far the screen can be trusted now; it changes at most once a second while nothing happens. */
export function useConnection(): ConnectionView {
  return useReading((store) => store.connection());
}

/** A way to ask for the server's time at the moment of a press, in milliseconds since 1970. */
export function useServerClock(): () => number {
  return useLive().serverNow;
}

/** The server's time in milliseconds since 1970, cut to whole steps so that all clocks of a page turn together. */
export function useServerNow(everyMs = 1000): number {
  const store = useLive();
  const read = () => Math.floor(store.serverNow() / everyMs) * everyMs;
  const subscribe = useCallback(
    (turn: () => void) => {
      let timer: ReturnType<typeof setTimeout>;
      const wait = () => {
        timer = setTimeout(
          () => {
            turn();
            wait();
          },
          everyMs - (store.serverNow() % everyMs),
        );
      };
      wait();
      return () => clearTimeout(timer);
    },
    [store, everyMs],
  );
  return useSyncExternalStore(subscribe, read);
}
