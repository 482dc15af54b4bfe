import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { OutputOf } from '@t1/shared/endpoint';
import { listAlerts } from '@t1/shared/alert-doors';
import type { AlertView } from '@t1/shared/alerts';
import { readIncident, reportIncident } from '@t1/shared/incident-doors';
import type { QueryResultRow } from 'pg';
import { Pool } from 'pg';
import 'reflect-metadata';
import { readSettings } from '../src/platform/env.ts';
import type { Settings } from '../src/platform/env.ts';
import type { Room } from '../src/room.ts';
import { openRoom } from '../src/room.ts';
import type { Report } from './factories.ts';
import { aReport } from './factories.ts';
import type { CallOptions } from './parts/caller.ts';
import { Caller } from './parts/caller.ts';
import { alone, appPassword, exercisePassword, freshDatabase } from './parts/database.ts';
import type { ScreenOptions } from './parts/screen.ts';
import { Screen } from './parts/screen.ts';

/** Somebody of the room in the words of the domain. */
export class Person extends Caller {
  /** Reports an incident; what is not said is a medium quarrel in Sabha. */
  report(changes: Partial<Report> = {}, options: CallOptions = {}): Promise<Receipt> {
    return this.done(reportIncident, aReport(changes), options);
  }

  /** The incident as this person sees it. */
  read(id: string): Promise<OutputOf<typeof readIncident>> {
    return this.done(readIncident, { id });
  }

  /** The alert of an incident that is not closed, once the room's rules have raised it. */
  async alertOf(incident: { readonly id: string }, withinMs = 3_000): Promise<AlertView> {
    const deadline = performance.now() + withinMs;
    while (performance.now() < deadline) {
      const { items } = await this.done(listAlerts, { limit: 200 });
      const found = items.find(({ incidentId }) => incidentId === incident.id);
      if (found !== undefined) return found;
      await pause(20);
    }
    throw new Error(`No alert of incident ${incident.id} within ${withinMs} ms.`);
  }
}

export type Receipt = OutputOf<typeof reportIncident>;

export interface RoomChanges {
  /** Opens the room on this database address, for instance through a line that can be cut. */
  readonly through?: (address: string) => string;
  readonly settings?: Partial<Settings>;
}

/** A second server of a room, with people who speak to it. */
export interface Beside {
  as(username: string): Person;
  close(): Promise<void>;
}

/** A real room on a database of its own. */
export interface TestRoom {
  readonly url: string;
  readonly database: string;
  /** The person of an exercise account, signed in with the first call; always the same session. */
  as(username: string): Person;
  /** The same account at another desk, with a session of its own. */
  another(username: string): Person;
  /** Nobody: a browser without a session. */
  readonly stranger: Person;
  readonly clock: {
    /** Moves the room's time, also back. Those who are signed in stay at their desks meanwhile, unless they went away. */
    forward(by: { hours?: number; minutes?: number; seconds?: number }, people?: 'away'): Promise<void>;
  };
  /** A screen of this account; without a cursor it sees what comes from now on. */
  socketAs(username: string, options?: Partial<ScreenOptions>): Promise<Screen>;
  /** Statements of the owner of the database: what no person of the room may do. */
  sql<Row extends QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Closes the room and opens it again on the same database; sessions survive. */
  restart(): Promise<void>;
  /** Opens a second server on the same database; whoever opens it closes it. */
  beside(): Promise<Beside>;
  close(): Promise<void>;
}

/** Opens a room; the test file closes it in afterAll. */
export async function openTestRoom(changes: RoomChanges = {}): Promise<TestRoom> {
  const database = await freshDatabase();
  const dataDir = await mkdtemp(join(tmpdir(), 't1-test-room-'));
  await writeFile(join(dataDir, 'app-database-password'), appPassword());
  const settings: Settings = {
    ...readSettings({
      PORT: '0',
      DATABASE_URL: changes.through?.(database.address) ?? database.address,
      T1_DATA_DIR: dataDir,
      T1_EXERCISE_PASSWORD: exercisePassword,
      T1_EXERCISE_SCENARIO: 'off',
      T1_TEST_CLOCK: '1',
    }),
    ...changes.settings,
  };
  // The login t1_app is one row of the whole cluster: two rooms that start at once would change it at once.
  const open = (): Promise<Room> => alone(() => openRoom(settings, { quiet: true }));
  let room = await open();
  const owner = new Pool({ connectionString: database.address, max: 4 });
  const people = new Map<string, Person>();
  const screens: Screen[] = [];

  const as = (username: string): Person => {
    const person = people.get(username) ?? another(username);
    people.set(username, person);
    return person;
  };
  const another = (username: string): Person => new Person(() => room.url, username);

  return {
    get url() {
      return room.url;
    },
    database: database.name,
    as,
    another,
    stranger: new Person(() => room.url),
    clock: {
      async forward({ hours = 0, minutes = 0, seconds = 0 }, people) {
        const by = `${hours * 3600 + minutes * 60 + seconds} seconds`;
        await owner.query(
          'insert into clock_shift as c values (true, $1) on conflict (one) do update set by = c.by + $1',
          [by],
        );
        if (people !== 'away') await owner.query('update session set last_seen_at = t1_now()');
        // A session that was looked up is believed for a few seconds of real time: those pass with the clock.
        await owner.query("select pg_notify('t1_authority', 'the clock moved')");
        await pause(50);
      },
    },
    async socketAs(username, options = {}) {
      const person = as(username);
      await person.enter();
      const screen = new Screen({
        url: room.url,
        ...(person.cookie === undefined ? {} : { cookie: person.cookie }),
        ...options,
      });
      screens.push(screen);
      await screen.until('an answer to the handshake', ({ connected, refusal, closed }) => {
        return connected || closed || refusal !== undefined;
      });
      return screen;
    },
    async sql<Row extends QueryResultRow>(text: string, values: readonly unknown[] = []) {
      return (await owner.query<Row>(text, [...values])).rows;
    },
    async restart() {
      await room.close();
      room = await open();
    },
    async beside() {
      const second = await open();
      return {
        as: (username) => new Person(() => second.url, username),
        close: () => second.close(),
      };
    },
    async close() {
      for (const screen of screens) screen.close();
      await room.close();
      await owner.end();
      await database.drop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}

/** Waits that long. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

/** Asks again and again until the answer satisfies; fails when it does not in time. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T>,
  satisfies: (answer: T) => boolean,
  withinMs = 3_000,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (satisfies(answer)) return answer;
    if (performance.now() > deadline)
      throw new Error(`Not within ${withinMs} ms: ${what}. ${JSON.stringify(answer)}`);
    await pause(20);
  }
}
