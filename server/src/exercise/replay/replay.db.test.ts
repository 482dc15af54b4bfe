import { readFileSync } from 'node:fs';
import type { Area, AreaGeometry } from '@t1/shared/geometry';
import { areaContains, areaOf } from '@t1/shared/geometry';
import { v7 as uuidv7 } from 'uuid';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { points } from '../../../test/factories.ts';
import type { TestRoom } from '../../../test/harness.ts';
import { openTestRoom, pause } from '../../../test/harness.ts';
import { exercisePassword } from '../../../test/parts/database.ts';
import { openLine } from '../../../test/parts/line.ts';
import type { CallRow } from '../calls-csv.ts';
import { playLivingCountry } from '../living-country.ts';
import { ReplayFigures } from './figures.ts';
import { planReplay } from './plan.ts';
import { replay } from './play.ts';
import { Reporters } from './reporters.ts';
import { RoomApi } from './room-api.ts';

const titles = [
  'EMS: FALL VICTIM',
  'Traffic: DISABLED VEHICLE -',
  'حريق سيارة',
  'سرقة منزل',
  'Fire: GAS-ODOR/LEAK',
];

/** Calls scattered inland of the towns tests know, the same at every run. */
function callsOf(count: number): CallRow[] {
  const towns = Object.values(points);
  return Array.from({ length: count }, (_, index) => {
    const town = towns[index % towns.length] ?? points.sabha;
    const turn = index * 2.399;
    return {
      line: index + 2,
      atMs: Date.UTC(2020, 0, 1) + index * 20_000,
      lat: town.lat - Math.abs(Math.sin(turn)) * 0.03,
      lon: town.lon + Math.abs(Math.cos(turn)) * 0.005,
      title: titles[index % titles.length] ?? '',
      place: '',
    };
  });
}

const districts: { id: string; area: Area }[] = (
  JSON.parse(readFileSync(new URL('../../../reference/districts.geojson', import.meta.url), 'utf8')) as {
    features: { id: string; geometry: AreaGeometry }[];
  }
).features.map(({ id, geometry }) => ({ id, area: areaOf(geometry) }));

interface Stored {
  id: string;
  lat: number;
  lon: number;
  district_id: string;
}

let room: TestRoom;
beforeAll(async () => {
  room = await openTestRoom();
});
afterAll(() => room.close());

const stored = (): Promise<Stored[]> => room.sql<Stored>('select id, lat, lon, district_id from incident');

interface Start {
  readonly run: string;
  readonly speed?: number;
  readonly url?: string;
  readonly signal?: AbortSignal;
  readonly figures?: ReplayFigures;
}

async function play(rows: readonly CallRow[], start: Start): Promise<ReplayFigures> {
  const figures = start.figures ?? new ReplayFigures();
  const reporters = new Reporters(new RoomApi(start.url ?? room.url), exercisePassword);
  await reporters.enter();
  const terms = { run: start.run, speed: start.speed ?? Infinity, longestSilenceMs: 60_000, pastMs: 0 };
  await replay(planReplay(rows, terms), reporters, {
    atOnce: 8,
    elapsedMs: () => performance.now(),
    goingOnMs: 0,
    signal: start.signal ?? new AbortController().signal,
    figures,
    onRefused: () => undefined,
  });
  return figures;
}

/** A run that began a second ago. */
const newRun = (): string => uuidv7({ msecs: Date.now() - 1_000 });

test('into an empty room the country comes by itself, once', async () => {
  const warnings: string[] = [];
  const open = () =>
    playLivingCountry({
      url: room.url,
      password: exercisePassword,
      elapsedMs: () => performance.now(),
      warn: (text) => warnings.push(text),
    });
  const first = open();
  while ((await stored()).length < 51) await pause(50);
  await first.stop();
  const [times] = await room.sql<{ oldest: number; acknowledged: number }>(
    `select extract(epoch from max(reported_at - occurred_at))::int as oldest,
       (select count(*)::int from event_log where type = 'alert.acknowledged') as acknowledged from incident`,
  );
  expect(times?.oldest).toBeGreaterThanOrEqual(3_600);
  expect(times?.acknowledged).toBe(0);
  await open().ended;
  expect(await stored()).toHaveLength(51);
  expect(warnings).toEqual([]);
});

test('three hundred calls at full speed arrive once each, in the district in which their point lies', async () => {
  const before = new Set((await stored()).map(({ id }) => id));
  const rows = callsOf(300);
  const figures = await play(rows, { run: newRun() });
  expect({ acked: figures.acked, known: figures.known, refused: figures.refused }).toEqual({
    acked: 300,
    known: 0,
    refused: [],
  });
  const arrived = (await stored()).filter(({ id }) => !before.has(id));
  const pointsOf = (calls: readonly { lat: number; lon: number }[]): string[] =>
    calls.map(({ lat, lon }) => `${lat},${lon}`).toSorted();
  expect(pointsOf(arrived)).toEqual(pointsOf(rows));
  const misplaced = arrived.filter((call) => {
    const inside = districts.find(({ area }) => areaContains(area, call));
    return inside?.id !== call.district_id;
  });
  expect(misplaced).toEqual([]);
});

test('a replay that was cut short and started again with its run reports nothing twice', async () => {
  const before = (await stored()).length;
  const rows = callsOf(120);
  const run = newRun();
  const stop = new AbortController();
  const figures = new ReplayFigures();
  const first = play(rows, { run, signal: stop.signal, figures });
  while (figures.acked < 30) await pause(5);
  stop.abort();
  await first;
  expect(figures.acked).toBeLessThan(120);
  const second = await play(rows, { run });
  expect(second.acked + second.known).toBe(120);
  expect(second.known).toBe(figures.acked);
  // Another speed gives other times of occurrence: the room says it has these ids already, and keeps what it has.
  const third = await play(rows, { run, speed: 3_600 });
  expect({ acked: third.acked, known: third.known }).toEqual({ acked: 0, known: 120 });
  expect((await stored()).length - before).toBe(120);
});

test('when the line breaks in the middle the same ids are sent again until every call is in the room', async () => {
  const before = (await stored()).length;
  const { hostname, port } = new URL(room.url);
  const line = await openLine(hostname, Number(port));
  const figures = new ReplayFigures();
  const played = play(callsOf(120), { run: newRun(), url: `http://127.0.0.1:${line.port}`, figures });
  while (figures.acked < 30) await pause(5);
  await line.cut();
  await pause(400);
  await line.mend();
  await played;
  await line.cut();
  expect(figures.repeats).toBeGreaterThan(0);
  expect({ acked: figures.acked, refused: figures.refused }).toEqual({ acked: 120, refused: [] });
  expect((await stored()).length - before).toBe(120);
});

test('a call from outside the country is refused with its line and its reason, and the others are played', async () => {
  const rows = callsOf(3).map((row, index) => (index === 1 ? { ...row, lat: 40, lon: 2 } : row));
  const figures = await play(rows, { run: newRun() });
  expect(figures.acked).toBe(2);
  expect(figures.refused).toEqual([{ line: 3, reason: 'Location: The location is outside Libya.' }]);
});

test('with the wrong password nobody enters, and the reason is said', async () => {
  const reporters = new Reporters(new RoomApi(room.url), 'not the password');
  await expect(reporters.enter()).rejects.toThrow('does not accept the exercise password');
});
