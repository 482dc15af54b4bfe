// `npm run bench`: the room against the least that could do its work, in pairs of windows that stand next to each
// other, because a machine is never twice the same. Writes docs/benchmarks.md.
import { parseArgs } from 'node:util';
import { setTimeout as pause } from 'node:timers/promises';
import { LoadDatabase } from '../load/database.ts';
import type { WindowFigures } from './figures.ts';
import { describeMachine, loadAverage } from './machine.ts';
import type { RateResult } from './report.ts';
import { renderReport, writeReport } from './report.ts';
import type { Subject } from './subjects.ts';
import { openFloor, openRoom } from './subjects.ts';
import { measureMemory, measureWindow, warmUp } from './windows.ts';

const { values: options } = parseArgs({
  options: {
    pairs: { type: 'string', default: '5' },
    seconds: { type: 'string', default: '8' },
    sockets: { type: 'string', default: '500' },
    rates: { type: 'string', default: '5,100' },
    /** Another build of the room instead of the one in server/dist: its main.js. */
    room: { type: 'string' },
    /** A second build of the room instead of the floor: compares two rooms. Writes no report. */
    against: { type: 'string' },
    'no-report': { type: 'boolean', default: false },
  },
});
const pairs = Number(options.pairs);
const seconds = Number(options.seconds);
const screens = Number(options.sockets);
const rates = options.rates.split(',').map(Number);
/** Windows with alerts and with socket.io's own pings are for orientation: a few are enough. */
const orientationRounds = Math.min(3, pairs);
const memoryRounds = 3;

const line = (figures: WindowFigures): string =>
  `cpu/1k ${figures.cpuPerThousand.toFixed(1)} ms · delivery p50 ${figures.deliveryP50.toFixed(1)} p99 ${figures.deliveryP99.toFixed(1)} · ` +
  `post p50 ${figures.postP50.toFixed(1)} p99 ${figures.postP99.toFixed(1)} · frames ${figures.framesPerDelivery.toFixed(2)} · ` +
  `bytes ${figures.bytesPerDelivery.toFixed(0)} · idle ${figures.idleCpuPerSecond.toFixed(1)} ms/s · pg ${figures.databaseCpuPerPost.toFixed(2)} ms/post` +
  (figures.missing === 0 ? '' : ` · MISSING ${figures.missing}`);

async function settled(): Promise<void> {
  // The processes of the last window are gone, their memory is given back, the write-ahead log is quiet.
  await pause(500);
}

async function measureRate(
  database: LoadDatabase,
  subjects: { ours: Subject; floor: Subject; floorByDefault: Subject | undefined },
  perSecond: number,
): Promise<RateResult> {
  const result: RateResult = { perSecond, ours: [], floor: [], oursWithAlerts: [], floorByDefault: [] };
  const measure = async (
    name: 'ours' | 'floor' | 'oursWithAlerts' | 'floorByDefault',
    subject: Subject,
    severity: 2 | 3,
  ): Promise<void> => {
    const figures = await measureWindow(database, subject, { screens, perSecond, seconds, severity });
    result[name].push(figures);
    console.log(`${String(perSecond).padStart(4)}/s  ${name.padEnd(15)} ${line(figures)}`);
    await settled();
  };
  for (let pair = 0; pair < pairs; pair += 1) {
    const order = pair % 2 === 0 ? (['ours', 'floor'] as const) : (['floor', 'ours'] as const);
    for (const name of order) await measure(name, subjects[name], 3);
    if (pair >= orientationRounds || subjects.floorByDefault === undefined) continue;
    await measure('oursWithAlerts', subjects.ours, 2);
    if (perSecond === Math.min(...rates)) await measure('floorByDefault', subjects.floorByDefault, 3);
  }
  return result;
}

const loadBefore = loadAverage();
if (loadBefore > 1) console.log(`The machine is busy (load ${loadBefore}): trust ratios only.`);
const database = await LoadDatabase.open();
const open: Subject[] = [];
try {
  const kept = async (subject: Promise<Subject>): Promise<Subject> => {
    const opened = await subject;
    open.push(opened);
    await warmUp(opened, screens);
    return opened;
  };
  const ours = await kept(openRoom(database, options.room));
  const compared = options.against !== undefined;
  const second = compared ? await LoadDatabase.open() : undefined;
  const floor = await kept(
    second === undefined ? openFloor(database, 'as-the-room') : openRoom(second, options.against),
  );
  const floorByDefault = compared ? undefined : await kept(openFloor(database, 'default'));
  const results: RateResult[] = [];
  for (const rate of rates) {
    results.push(await measureRate(database, { ours, floor, floorByDefault }, rate));
  }
  const memory = { ours: [] as number[], floor: [] as number[] };
  for (let round = 0; round < memoryRounds && !options['no-report']; round += 1) {
    memory.ours.push(await measureMemory(() => openRoom(database, options.room), screens));
    memory.floor.push(await measureMemory(() => openFloor(database, 'as-the-room'), screens));
  }
  const report = renderReport({
    results,
    memory,
    screens,
    seconds,
    pairs,
    machine: describeMachine(),
    load: [loadBefore, loadAverage()],
  });
  console.log(`\n${report}`);
  if (!options['no-report'] && !compared) writeReport(report);
  await Promise.all(open.map((subject) => subject.server.end('SIGTERM')));
  await second?.close();
} finally {
  await Promise.all(open.map((subject) => subject.server.end('SIGKILL')));
  await database.close();
}
