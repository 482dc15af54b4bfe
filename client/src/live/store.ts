import type { AlertView } from '@t1/shared/alerts';
import type { DomainEvent } from '@t1/shared/events';
import type { IncidentView } from '@t1/shared/incidents';
import type { SnapshotView } from '@t1/shared/live-doors';
import type { ShiftView } from '@t1/shared/roster';
import { readSnapshot } from '@t1/shared/live-doors';
import type { Batch, Head } from '@t1/shared/socket';
import { liveWithinMs } from '@t1/shared/socket';
import type { CallResult } from '../api/call.ts';
import { call } from '../api/call.ts';
import { applyEvent, applySnapshot } from './apply.ts';
import type { Timing } from './browser.ts';
import { browserTiming } from './browser.ts';
import type { ConnectionView } from './connection.ts';
import { connectionAt, sameConnection } from './connection.ts';
import type { Act, EndReason, Link, Position, Signal } from './protocol.ts';
import { follow, idle, retryDelayMs } from './protocol.ts';
import { ServerClock } from './server-clock.ts';
import type { Line, LineListener } from './socket.ts';
import { openLine } from './socket.ts';
import type { AlertNote } from './world.ts';
import { createWorld } from './world.ts';

/** Everything the store needs from outside; the real ones are the default. */
export interface LiveSources extends Timing {
  readonly fetchSnapshot: (signal: AbortSignal) => Promise<CallResult<SnapshotView>>;
  readonly connect: (cursor: string, listener: LineListener) => Line;
}

/** The one live store. Its readings are the same object until they change, as useSyncExternalStore wants. */
export interface LiveStore {
  readonly start: () => void;
  readonly stop: () => void;
  /** Tries at once instead of waiting, when the network or the tab has come back. */
  readonly wake: () => void;
  readonly subscribe: (listener: () => void) => () => void;
  readonly openIncidents: () => readonly IncidentView[];
  readonly incident: (id: string) => IncidentView | undefined;
  readonly alerts: () => readonly AlertView[];
  readonly shifts: () => readonly ShiftView[];
  readonly alertNote: (id: string) => AlertNote | undefined;
  readonly recentEvents: () => readonly DomainEvent[];
  readonly freshIds: () => ReadonlySet<string>;
  readonly connection: () => ConnectionView;
  /** How late escalation is, in milliseconds, while it cannot be relied on. */
  readonly engineLateMs: () => number | undefined;
  /** The place in the log that the screen has reached: a command with a receipt up to it is on the screen. */
  readonly position: () => Position | undefined;
  /** The server's time in milliseconds since 1970. */
  readonly serverNow: () => number;
}

export const freshForMs = 8_000;
const tickMs = 1_000;
const appliedEveryEvents = 1_000;
const appliedEveryMs = 30_000;

const browserSources: LiveSources = {
  ...browserTiming,
  fetchSnapshot: (signal) => call(readSnapshot, {}, { signal }),
  connect: openLine,
};

/** Makes the store of one signed-in person; it does nothing before it is started. */
export function createLiveStore(given: Partial<LiveSources> = {}): LiveStore {
  const sources: LiveSources = { ...browserSources, ...given };
  const world = createWorld();
  const clock = new ServerClock();
  const listeners = new Set<() => void>();

  let link: Link = idle;
  let line: Line | undefined;
  let loading: AbortController | undefined;
  let everLoaded = false;
  let unusable = false;
  let currentAt = 0;
  let headSeq = 0;
  let lastFrameAt = 0;
  let engineLateMs: number | undefined;
  let unreported = 0;
  let reportedAt = 0;
  const arrivedAt = new Map<string, number>();
  let fresh: ReadonlySet<string> = new Set();
  let cancelRetry = () => {};
  let cancelTick = () => {};
  let cancelFlush = () => {};
  let flushWanted = false;
  let connection = connectionAt(health(), 0);

  function health() {
    return { link, everLoaded, unusable, currentAt };
  }

  function signal(given: Signal, payload: { batch?: Batch; snapshot?: SnapshotView } = {}): void {
    const step = follow(link, given);
    link = step.link;
    for (const act of step.acts) perform(act, payload);
    if (step.acts.length > 0) changed();
  }

  function perform(act: Act, { batch, snapshot }: { batch?: Batch; snapshot?: SnapshotView }): void {
    switch (act) {
      case 'close':
        cancelRetry();
        loading?.abort();
        loading = undefined;
        line?.close();
        line = undefined;
        return;
      case 'empty':
        applySnapshot(world, { incidents: [], alerts: [], shifts: [] });
        everLoaded = false;
        return;
      case 'load':
        void load();
        return;
      case 'open':
        open();
        return;
      case 'replace':
        if (snapshot !== undefined) replace(snapshot);
        return;
      case 'apply':
        if (batch !== undefined) apply(batch);
        return;
      case 'retry':
        cancelRetry = sources.schedule(
          () => signal({ kind: 'again' }),
          retryDelayMs(link.attempts, sources.chance()),
        );
    }
  }

  async function load(): Promise<void> {
    const request = new AbortController();
    loading = request;
    const answer = await sources.fetchSnapshot(request.signal);
    // A request that was called off may still answer; the next one speaks for us now.
    if (loading !== request) return;
    loading = undefined;
    if (answer.ok) {
      const { seq, cursor } = answer.output;
      unusable = false;
      signal({ kind: 'loaded', position: { seq, cursor } }, { snapshot: answer.output });
      return;
    }
    const refusal = refusalOf(answer.problem.code);
    unusable = answer.problem.code === 'internal';
    signal(refusal === undefined ? { kind: 'load-failed' } : { kind: 'refused', reason: refusal });
  }

  function open(): void {
    if (link.position === undefined) return;
    lastFrameAt = sources.now();
    headSeq = 0;
    unreported = 0;
    reportedAt = lastFrameAt;
    line = sources.connect(link.position.cursor, {
      batch: (batch) => {
        lastFrameAt = sources.now();
        signal({ kind: 'batch', batch }, { batch });
      },
      head: onHead,
      reset: (reason) => signal({ kind: 'reset', reason }),
      malformed: () => {
        unusable = true;
        signal({ kind: 'malformed' });
      },
      dropped: () => signal({ kind: 'dropped' }),
      refused: (reason) => signal({ kind: 'refused', reason }),
    });
  }

  function replace(snapshot: SnapshotView): void {
    applySnapshot(world, snapshot);
    clock.observe(snapshot.serverNow, sources.now());
    everLoaded = true;
    currentAt = sources.now();
    arrivedAt.clear();
  }

  function apply(batch: Batch): void {
    for (const event of batch.events) applyEvent(world, event);
    const now = sources.now();
    for (const id of world.incidents.takeArrived()) arrivedAt.set(id, now);
    unusable = false;
    if (batch.to >= headSeq) currentAt = now;
    unreported += batch.events.length;
    if (unreported >= appliedEveryEvents) reportApplied();
  }

  function onHead(head: Head): void {
    lastFrameAt = sources.now();
    headSeq = head.seq;
    clock.observe(head.serverNow, lastFrameAt);
    if (head.engineLateMs !== engineLateMs) {
      engineLateMs = head.engineLateMs;
      changed();
    }
    // A head beyond our position proves that something is on its way that the screen does not show yet.
    if (link.stage !== 'joined' || link.position === undefined || link.position.seq < head.seq) return;
    currentAt = lastFrameAt;
    if (connection.phase !== 'live') changed();
  }

  function reportApplied(): void {
    if (link.position !== undefined) line?.applied(link.position.cursor);
    unreported = 0;
    reportedAt = sources.now();
  }

  function tick(): void {
    cancelTick = sources.schedule(tick, tickMs);
    const now = sources.now();
    // The server speaks every two seconds: a line that is silent for so long is dead, whatever TCP believes.
    if (line !== undefined && now - lastFrameAt > liveWithinMs) signal({ kind: 'dropped' });
    if (unreported > 0 && now - reportedAt >= appliedEveryMs) reportApplied();
    refresh(now, false);
  }

  /** Brings up to date what depends on the time; the listeners hear of it when it, or the world, has changed. */
  function refresh(now: number, worldChanged: boolean): void {
    const before = connection;
    const after = connectionAt(health(), now);
    if (!sameConnection(before, after)) connection = after;
    const freshChanged = refreshFresh(now);
    if (!worldChanged && !freshChanged && connection === before) return;
    for (const listener of listeners) listener();
  }

  function refreshFresh(now: number): boolean {
    for (const [id, at] of arrivedAt) {
      if (now - at >= freshForMs || world.incidents.get(id) === undefined) arrivedAt.delete(id);
    }
    if (fresh.size === arrivedAt.size && [...fresh].every((id) => arrivedAt.has(id))) return false;
    fresh = new Set(arrivedAt.keys());
    return true;
  }

  function changed(): void {
    if (flushWanted) return;
    flushWanted = true;
    cancelFlush = sources.frame(() => {
      flushWanted = false;
      refresh(sources.now(), true);
    });
  }

  return {
    start: () => {
      cancelTick();
      cancelTick = sources.schedule(tick, tickMs);
      signal({ kind: 'started' });
    },
    stop: () => {
      cancelTick();
      cancelFlush();
      flushWanted = false;
      signal({ kind: 'stopped' });
    },
    wake: () => {
      cancelRetry();
      signal({ kind: 'again' });
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    openIncidents: () => world.incidents.list(),
    incident: (id) => world.incidents.get(id),
    alerts: () => world.alerts.list(),
    shifts: () => world.shifts.list(),
    alertNote: (id) => world.alertNotes.get(id),
    recentEvents: () => world.recent.list(),
    freshIds: () => fresh,
    connection: () => connection,
    engineLateMs: () => engineLateMs,
    position: () => link.position,
    serverNow: () => sources.now() + clock.offsetMs,
  };
}

function refusalOf(code: string): EndReason | undefined {
  if (code === 'unauthenticated') return 'revoked';
  return code === 'forbidden' ? 'forbidden' : undefined;
}
