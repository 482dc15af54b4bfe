import { acknowledgeAlert, listAlerts } from '@t1/shared/alert-doors';
import type { CallOf, Door } from '@t1/shared/endpoint';
import type { DomainEvent } from '@t1/shared/events';
import {
  amendIncident,
  closeIncident,
  noteIncident,
  readIncident,
  reopenIncident,
  transferIncident,
} from '@t1/shared/incident-doors';
import type { SnapshotView } from '@t1/shared/live-doors';
import { readEvents, readSnapshot } from '@t1/shared/live-doors';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { points } from '../../test/factories.ts';
import type { Person, TestRoom } from '../../test/harness.ts';
import { openTestRoom, pause } from '../../test/harness.ts';
import type { Screen } from '../../test/parts/screen.ts';

let room: TestRoom;
beforeAll(async () => {
  room = await openTestRoom({ settings: { screensPerSession: 500 } });
});
afterAll(() => room.close());

/** As long as this is written at least, and longer on a slow machine, until there is enough to look at. */
const writingMs = 5_000;
const longestWritingMs = 30_000;
const enoughIncidents = 180;
const enoughLooks = 110;
const watchers = ['t1-operator', 'sabha-reporter', 'ubari-duty', 'murzuq-duty', 'greater-benghazi-duty'];
const directorates = ['sabha', 'ubari', 'murzuq', 'greater-benghazi'];
const places = [points.sabha, points.ubari, points.murzuq, points.benghazi];

/** What is open, by id: incidents and alerts alike. */
type State = Map<string, { readonly version: number; readonly state: string }>;

/** The same numbers every time: a failure can be repeated. */
function chance(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const ids: string[] = [];

/** Does what people do, one thing after another, and does not mind being refused. */
async function write(person: Person, seed: number, goesOn: () => boolean): Promise<void> {
  const below = chance(seed);
  const attempt = <D extends Door>(door: D, input: CallOf<D>) => person.call(door, input);
  while (goesOn()) {
    const known = ids[below(ids.length)];
    const what = below(10);
    if (known === undefined || what < 3) {
      const location = places[below(places.length)] ?? points.sabha;
      const { id } = await person.report({ location, severity: ([1, 2, 3, 4] as const)[below(4)] ?? 3 });
      ids.push(id);
      continue;
    }
    if (what === 3) {
      const { items } = await person.done(listAlerts, { state: 'unacknowledged' });
      const alert = items[below(items.length)];
      if (alert) await attempt(acknowledgeAlert, { id: alert.id, expectedVersion: alert.version });
      continue;
    }
    const { body: incident } = await attempt(readIncident, { id: known });
    if (incident === undefined) continue;
    const about = { id: known, expectedVersion: incident.version };
    const directorateId = directorates[below(directorates.length)] ?? 'sabha';
    if (what < 6) await attempt(transferIncident, { ...about, directorateId, reason: 'تحويل' });
    else if (what === 6)
      await attempt(amendIncident, { ...about, severity: incident.severity === 1 ? 3 : 1 });
    else if (what === 7) await attempt(noteIncident, { ...about, text: 'ملاحظة' });
    else if (incident.state === 'closed') await attempt(reopenIncident, { ...about, reason: 'تجدد' });
    else await attempt(closeIncident, about);
  }
}

function stateOf(snapshot: SnapshotView): State {
  return new Map([...snapshot.incidents, ...snapshot.alerts].map((thing) => [thing.id, thing]));
}

/** What a screen does with an event: the rule of the contract, written down once more and apart from the client. */
function apply(state: State, event: DomainEvent): void {
  if (!('version' in event.data) || event.data.state === 'closed') state.delete(event.subject);
  else if ((state.get(event.subject)?.version ?? 0) < event.version) state.set(event.subject, event.data);
}

interface LogRow {
  readonly seq: number;
  readonly subject: string;
  readonly audience: readonly string[];
  readonly data: { readonly version: number; readonly state: string };
}

let log: readonly LogRow[] = [];

/** The log at least up to this number: the room's own rules go on writing while the test looks. */
async function logUpTo(seq: number): Promise<readonly LogRow[]> {
  if (log.length < seq || log.length === 0) {
    const rows = await room.sql<{ seq: string } & Omit<LogRow, 'seq'>>(
      'select seq, subject, audience, data from event_log order by seq',
    );
    log = rows.map((row) => ({ ...row, seq: Number(row.seq) }));
  }
  return log;
}

/** The truth at a number, from the log alone, for one directorate or for the room. */
async function truth(upTo: number, directorate: string | undefined): Promise<State> {
  const last = new Map<string, LogRow>();
  for (const row of await logUpTo(upTo)) if (row.seq <= upTo) last.set(row.subject, row);
  const open = [...last.values()].filter(
    ({ audience, data }) =>
      data.state !== 'closed' && (directorate === undefined || audience.includes(directorate)),
  );
  return new Map(open.map(({ subject, data }) => [subject, data]));
}

const plain = (state: State): unknown[] =>
  [...state.entries()].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, thing]) => thing);

test(
  'snapshot and what follows it are the state of the log, at every moment, for everybody',
  { timeout: 90_000 },
  async () => {
    const writers = ['t1-operator', 't1-supervisor', 'sabha-reporter', 'greater-benghazi-duty'];
    await Promise.all([...writers, ...watchers].map((name) => room.as(name).enter()));
    const taken: { username: string; snapshot: SnapshotView; screen?: Screen }[] = [];
    const began = performance.now();
    const goesOn = (): boolean => {
      const ms = performance.now() - began;
      const enough = ids.length >= enoughIncidents && taken.length >= enoughLooks;
      return ms < writingMs || (!enough && ms < longestWritingMs);
    };
    const watch = async (username: string): Promise<void> => {
      while (goesOn()) {
        const snapshot = await room.as(username).done(readSnapshot, {});
        const screen = await room.socketAs(username, { cursor: snapshot.cursor });
        taken.push({ username, snapshot, screen });
        await pause(340);
      }
    };
    await Promise.all([
      ...writers.map((name, n) => write(room.as(name), n + 1, goesOn)),
      ...watchers.map(watch),
    ]);
    // The room's own rules finish what they began.
    await pause(600);

    const written = await logUpTo(1);
    const end = written.length;
    expect(end).toBeGreaterThan(300);
    expect(written.filter(({ data }) => data.state === 'closed').length).toBeGreaterThan(10);

    const below = chance(7);
    let checks = 0;
    for (const { username, snapshot, screen } of taken) {
      const directorate = username === 't1-operator' ? undefined : username.replace(/-(duty|reporter)$/, '');
      expect(plain(stateOf(snapshot)), `${username} at ${snapshot.seq}`).toEqual(
        plain(await truth(snapshot.seq, directorate)),
      );
      checks += 1;

      // By HTTP, in pages of any size, looked at after every page.
      const state = stateOf(snapshot);
      let { cursor, seq } = snapshot;
      while (seq < end) {
        const page = await room.as(username).done(readEvents, { cursor, limit: 20 + below(180) });
        expect(page.from).toBe(seq);
        for (const event of page.events) apply(state, event);
        ({ cursor, to: seq } = page);
        expect(plain(state), `${username} from ${snapshot.seq} to ${seq}`).toEqual(
          plain(await truth(seq, directorate)),
        );
        checks += 1;
      }

      // By the live channel, as it really came.
      if (screen === undefined) continue;
      await screen.reaches(end);
      expect(screen.batches[0]?.from).toBe(snapshot.seq);
      const seen = stateOf(snapshot);
      for (const event of screen.events) apply(seen, event);
      const position = screen.position ?? 0;
      expect(plain(seen), `${username}, live from ${snapshot.seq} to ${position}`).toEqual(
        plain(await truth(position, directorate)),
      );
      checks += 1;
      screen.close();
    }
    expect(checks).toBeGreaterThan(300);
  },
);
