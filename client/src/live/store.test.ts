// @vitest-environment node
import type { Problem } from '@t1/shared/errors';
import type { SnapshotView } from '@t1/shared/live-doors';
import { describe, expect, it } from 'vitest';
import type { CallResult } from '../api/call.ts';
import type { LineListener } from './socket.ts';
import { createLiveStore, freshForMs } from './store.ts';
import { event, idOf, incident, snapshot, startOfDay } from './testing/samples.ts';

/** A screen whose server, timers and frames are in the hands of the test. */
function screen() {
  let now = startOfDay;
  let timers: { at: number; run: () => void }[] = [];
  let frames: (() => void)[] = [];
  const lines: { cursor: string; listener: LineListener; applied: string[]; open: boolean }[] = [];
  const requests: ((result: CallResult<SnapshotView>) => void)[] = [];
  let changes = 0;
  const store = createLiveStore({
    now: () => now,
    chance: () => 1,
    schedule: (run, afterMs) => {
      const timer = { at: now + afterMs, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((each) => each !== timer);
      };
    },
    frame: (run) => {
      frames.push(run);
      return () => {
        frames = frames.filter((each) => each !== run);
      };
    },
    fetchSnapshot: () => new Promise((answer) => requests.push(answer)),
    connect: (cursor, listener) => {
      const line = { cursor, listener, applied: [] as string[], open: true };
      lines.push(line);
      return {
        applied: (reached) => line.applied.push(reached),
        close: () => {
          line.open = false;
        },
      };
    },
  });
  store.subscribe(() => {
    changes += 1;
  });
  const draw = () => {
    const due = frames;
    frames = [];
    for (const run of due) run();
  };
  const answer = async (result: CallResult<SnapshotView>) => {
    requests.pop()?.(result);
    await Promise.resolve();
    draw();
  };
  return {
    store,
    lines,
    requests,
    draw,
    answer,
    changes: () => changes,
    line: () => lines.at(-1)!.listener,
    load: (given = snapshot(0)) => answer({ ok: true, output: given, replay: false }),
    head: (seq: number) => lines.at(-1)!.listener.head({ seq, serverNow: new Date(now).toISOString() }),
    wait: (ms: number) => {
      const until = now + ms;
      for (;;) {
        const next = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        timers = timers.filter((each) => each !== next);
        now = next.at;
        next.run();
        draw();
      }
      now = until;
    },
  };
}

function batch(from: number, to: number, events = [] as ReturnType<typeof event>[]) {
  return { from, to, cursor: `c${to}`, events };
}

const many = (count: number) =>
  Array.from({ length: count }, (_, n) => event(n + 1, 'incident.reported', incident(n + 1)));

async function liveScreen() {
  const room = screen();
  room.store.start();
  await room.load();
  room.line().batch(batch(0, 0));
  room.draw();
  return room;
}

describe('the live store', () => {
  it('shows the snapshot, goes on from its cursor, and is live with the first batch', async () => {
    const room = screen();
    room.store.start();
    expect(room.store.connection()).toMatchObject({ phase: 'loading', everLoaded: false });
    await room.load(snapshot(7, { incidents: [incident(1)] }));
    expect(room.store.openIncidents()).toEqual([incident(1)]);
    expect(room.lines.map(({ cursor }) => cursor)).toEqual(['c7']);
    room.line().batch(batch(7, 9, [event(8, 'incident.reported', incident(2))]));
    room.draw();
    expect(room.store.incident(idOf(2))).toEqual(incident(2));
    expect(room.store.connection()).toMatchObject({ phase: 'live', ageMs: 0, attempts: 0, everLoaded: true });
    expect(room.store.position()).toEqual({ seq: 9, cursor: 'c9' });
  });

  it('tells its readers once for all batches between two frames', async () => {
    const room = await liveScreen();
    const before = room.changes();
    for (let n = 0; n < 50; n += 1) {
      room.line().batch(batch(n, n + 1, [event(n + 1, 'incident.reported', incident(n + 1))]));
    }
    expect(room.changes()).toBe(before);
    room.draw();
    expect(room.changes()).toBe(before + 1);
    expect(room.store.openIncidents()).toHaveLength(50);
  });

  it('marks an incident that arrived as fresh for eight seconds', async () => {
    const room = await liveScreen();
    room.line().batch(batch(0, 1, [event(1, 'incident.reported', incident(1))]));
    room.draw();
    const fresh = room.store.freshIds();
    expect([...fresh]).toEqual([idOf(1)]);
    room.wait(1_000);
    expect(room.store.freshIds()).toBe(fresh);
    room.wait(freshForMs);
    expect(room.store.freshIds().size).toBe(0);
  });

  it('says that it is late when the head moves on and the events do not come', async () => {
    const room = await liveScreen();
    for (let second = 0; second < 12; second += 1) {
      room.head(5);
      room.wait(1_000);
    }
    expect(room.lines).toHaveLength(1);
    expect(room.store.connection()).toMatchObject({ phase: 'late', ageMs: 12_000 });
    room.line().batch(batch(0, 5));
    room.draw();
    expect(room.store.connection()).toMatchObject({ phase: 'live', ageMs: 0 });
  });

  it('gives up a line that is silent for ten seconds and opens another at its cursor', async () => {
    const room = await liveScreen();
    room.wait(11_000);
    expect(room.lines[0]?.open).toBe(false);
    room.wait(1_000);
    expect(room.lines.map(({ cursor }) => cursor)).toEqual(['c0', 'c0']);
  });

  it('is late at once when the line drops, and comes back at once when the network does', async () => {
    const room = await liveScreen();
    room.line().dropped();
    room.draw();
    expect(room.store.connection()).toMatchObject({ phase: 'late', attempts: 1 });
    room.store.wake();
    room.wait(5_000);
    expect(room.lines).toHaveLength(2);
  });

  it('empties the screen and loads anew when the scope has changed', async () => {
    const room = await liveScreen();
    room.line().batch(batch(0, 1, [event(1, 'incident.reported', incident(1))]));
    room.line().reset('scope');
    room.draw();
    expect(room.store.openIncidents()).toEqual([]);
    expect(room.store.freshIds().size).toBe(0);
    expect(room.store.connection()).toMatchObject({ phase: 'loading', everLoaded: false });
    room.wait(1_000);
    await room.load(snapshot(4));
    expect(room.lines.at(-1)?.cursor).toBe('c4');
  });

  it('keeps showing what it has, growing old, while a new snapshot cannot be had', async () => {
    const room = await liveScreen();
    room.line().batch(batch(0, 1, [event(1, 'incident.reported', incident(1))]));
    room.line().reset('epoch');
    room.wait(600);
    await room.answer({ ok: false, problem: { code: 'unreachable' } });
    room.wait(31_000);
    expect(room.store.openIncidents()).toHaveLength(1);
    expect(room.store.connection().phase).toBe('stale');
  });

  it('stops, shows nothing and says so when the session is revoked or the snapshot is refused', async () => {
    const room = await liveScreen();
    room.line().batch(batch(0, 1, [event(1, 'incident.reported', incident(1))]));
    room.line().refused('revoked');
    room.draw();
    expect(room.store.openIncidents()).toEqual([]);
    expect(room.store.connection().phase).toBe('revoked');

    const other = screen();
    other.store.start();
    const problem: Problem = { code: 'forbidden', message: '', requestId: '1' };
    await other.answer({ ok: false, problem });
    expect(other.store.connection()).toMatchObject({ phase: 'error', reason: 'forbidden' });
    other.wait(60_000);
    expect(other.lines).toHaveLength(0);
    expect(other.requests).toHaveLength(0);
  });

  it('tells the server how far it has come after a thousand events or half a minute, not oftener', async () => {
    const room = await liveScreen();
    room.line().batch(batch(0, 999, many(999)));
    expect(room.lines[0]?.applied).toEqual([]);
    room.line().batch(batch(999, 1_000, [event(1_000, 'incident.reported', incident(1_000))]));
    expect(room.lines[0]?.applied).toEqual(['c1000']);
    room.line().batch(batch(1_000, 1_001, [event(1_001, 'incident.reported', incident(1_001))]));
    for (let second = 0; second < 40; second += 2) {
      room.head(1_001);
      room.wait(2_000);
    }
    expect(room.lines[0]?.applied).toEqual(['c1000', 'c1001']);
  });

  it('goes on where it was when it is stopped and started again, and lets a late answer pass', async () => {
    const room = await liveScreen();
    room.store.stop();
    expect(room.lines[0]?.open).toBe(false);
    room.store.start();
    expect(room.lines.map(({ cursor }) => cursor)).toEqual(['c0', 'c0']);

    const early = screen();
    early.store.start();
    early.store.stop();
    early.store.start();
    const late = early.requests.shift();
    late?.({ ok: true, output: snapshot(3), replay: false });
    await Promise.resolve();
    expect(early.lines).toHaveLength(0);
    await early.load(snapshot(4));
    expect(early.lines.map(({ cursor }) => cursor)).toEqual(['c4']);
  });

  it('knows the time of the server', async () => {
    const room = screen();
    room.store.start();
    await room.load(snapshot(0, { serverNow: new Date(startOfDay + 90_000).toISOString() }));
    expect(room.store.serverNow()).toBe(startOfDay + 90_000);
  });
});
