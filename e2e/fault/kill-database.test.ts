import { setTimeout as pause } from 'node:timers/promises';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ApiClient } from '../load/api-client.ts';
import { LoadDatabase } from '../load/database.ts';
import { LiveClient } from '../load/live-client.ts';
import { desks } from '../load/reports.ts';
import { openRoomProcess } from '../load/room-process.ts';
import { seededRandom } from '../load/seeded-random.ts';
import type { ServerProcess } from '../load/server-process.ts';
import { Posting } from './posting.ts';
import { RoomTruth } from './room-truth.ts';

const seed = Number(process.env.T1_FAULT_SEED ?? Math.floor(Math.random() * 1_000_000));
const random = seededRandom(seed);
const screens: LiveClient[] = [];
let database: LoadDatabase;
let room: ServerProcess;
let posting: Posting;
let killedAt = 0;
let backAt = 0;

/** Sendings whose answer came from a room that had no database. */
function inTheDark(): { outcome: number | 'line'; ms: number }[] {
  return posting.acked.flatMap(({ attempts }) => attempts.slice(0, -1));
}

beforeAll(async () => {
  console.log(`seed ${seed} (T1_FAULT_SEED repeats it)`);
  database = await LoadDatabase.open();
  room = await openRoomProcess(database);
  const reporters: { desk: (typeof desks)[number]; person: ApiClient }[] = [];
  for (const desk of desks.slice(0, 4)) {
    reporters.push({ desk, person: await ApiClient.signIn(room.origin, `${desk.directorate}-reporter`) });
  }
  const operator = await ApiClient.signIn(room.origin, 't1-operator');
  for (let n = 0; n < 10; n += 1) {
    const screen = new LiveClient(room.origin, operator, random);
    screen.begin(await operator.snapshot());
    screens.push(screen);
  }
  posting = new Posting(reporters, 20, random);
  await pause(1_500 + random() * 1_000);
  killedAt = performance.now();
  await database.kill();
  await pause(4_000);
  await database.startAgain();
  backAt = performance.now();
  await pause(4_000);
  await posting.finish();
  await pause(2_000);
}, 60_000);

afterAll(async () => {
  for (const screen of screens) screen.close();
  await room?.end('SIGTERM');
  await database?.close();
}, 30_000);

test('while the database is away a report is refused for now, soon, and never by an error of ours', () => {
  const failed = inTheDark();
  expect(failed.length).toBeGreaterThan(10);
  expect([...new Set(failed.map(({ outcome }) => outcome))]).toEqual([503]);
  expect(Math.max(...failed.map(({ ms }) => ms))).toBeLessThan(5_000);
});

test('when the database is back reports are taken again, and none that was acknowledged is lost', async () => {
  const resumed = posting.acked
    .filter(({ ackedAt }) => ackedAt > backAt)
    .map(({ ackedAt }) => ackedAt - backAt);
  console.log(
    `${inTheDark().length} refusals in the dark, slowest ${Math.max(...inTheDark().map(({ ms }) => ms)).toFixed(0)} ms; ` +
      `away ${((backAt - killedAt) / 1000).toFixed(1)} s, first receipt ${Math.min(...resumed).toFixed(0)} ms after it was back`,
  );
  expect(Math.min(...resumed)).toBeLessThan(5_000);
  expect(posting.faults).toEqual([]);
  const sql = new Client({ connectionString: database.url });
  await sql.connect();
  try {
    const truth = new RoomTruth(sql);
    expect(await truth.faultsOfReceipts(posting.acked)).toEqual([]);
    expect(await truth.faultsOfLog()).toEqual([]);
    expect(await truth.faultsOfAlerts()).toEqual([]);
    const due = await truth.visibleAfter('room', 0);
    for (const screen of screens) expect([screen.startSeq, ...screen.applied]).toEqual([0, ...due]);
  } finally {
    await sql.end();
  }
});

test('the screens kept their line while the database was away', () => {
  expect(screens.map(({ reconnects, complaints }) => ({ reconnects, complaints }))).toEqual(
    screens.map(() => ({ reconnects: 0, complaints: [] })),
  );
});
