import { readFile } from 'node:fs/promises';
import { v7 as uuidv7 } from 'uuid';
import { keptPassword, passwordFile } from '../exercise/accounts.ts';
import type { CallRow } from '../exercise/calls-csv.ts';
import { parseCalls } from '../exercise/calls-csv.ts';
import { ReplayFigures } from '../exercise/replay/figures.ts';
import { isRun, planReplay, startOfRun } from '../exercise/replay/plan.ts';
import { RoomGone, replay } from '../exercise/replay/play.ts';
import { NoEntry, Reporters } from '../exercise/replay/reporters.ts';
import { RoomApi } from '../exercise/replay/room-api.ts';
import { Clock } from '../platform/clock.ts';
import type { CommandSettings } from '../platform/env.ts';
import { Trouble } from './trouble.ts';

/** What was asked for on the command line, as text. */
export interface ReplayRequest {
  readonly file: string;
  readonly speed: string;
  readonly url: string | undefined;
  readonly limit: string | undefined;
  readonly run: string | undefined;
  readonly silence: string;
}

type Say = (text: string) => void;

/** Reports under way at once: enough to fill the room's database connections, not so many that they queue. */
const atOnce = 12;
const refusalsShown = 50;
/** After Ctrl+C the calls under way may end for this long. */
const graceMs = 3_000;

/** Plays a record of calls into a running room; answers the exit code. Throws `Trouble` when it cannot begin. */
export async function replayFile(
  request: ReplayRequest,
  settings: CommandSettings,
  say: Say,
): Promise<number> {
  const clock = new Clock();
  const speed = speedOf(request.speed);
  const limit = request.limit === undefined ? Infinity : numberOf('--limit', request.limit, 1);
  const longestSilenceMs = numberOf('--silence', request.silence, 0) * 60_000;
  if (request.run !== undefined && !isRun(request.run)) throw new Trouble('--run is not the id of a run.');
  const rows = (await readRows(request.file, say)).slice(0, limit);
  const cut = new AbortController();
  const reporters = new Reporters(
    new RoomApi(addressOf(request.url ?? settings.url), cut.signal),
    await passwordOf(settings),
  );
  const session = await reporters.enter().catch((error: unknown) => {
    throw error instanceof NoEntry ? new Trouble(error.message) : error;
  });
  const serverNowMs = Date.parse(session.serverNow);
  const run = request.run ?? uuidv7({ msecs: serverNowMs });
  say(`Run ${run} · ${rows.length} calls · speed ${speed === Infinity ? 'max' : speed}`);

  const figures = new ReplayFigures();
  const stop = new AbortController();
  const interrupt = (): void => {
    stop.abort();
    setTimeout(() => cut.abort(), graceMs).unref();
  };
  process.on('SIGINT', interrupt);
  process.on('SIGTERM', interrupt);
  const progress = showProgress(figures, rows.length, clock, say);
  let failure: unknown;
  try {
    await replay(planReplay(rows, { run, speed, longestSilenceMs, pastMs: 0 }), reporters, {
      atOnce,
      elapsedMs: () => clock.elapsedMs(),
      goingOnMs: serverNowMs - startOfRun(run),
      signal: stop.signal,
      figures,
      onRefused: (line, reason) => {
        if (figures.refused.length <= refusalsShown) say(`Line ${line} refused: ${reason}`);
      },
    });
  } catch (error) {
    failure = error;
  } finally {
    clearInterval(progress.timer);
    process.off('SIGINT', interrupt);
    process.off('SIGTERM', interrupt);
  }
  progress.show();
  await summarise(figures, reporters, say);
  const unsent = rows.length - figures.acked - figures.known - figures.refused.length;
  if (unsent > 0) say(`${unsent} not sent. To go on with this run, add: --run ${run}`);
  if (failure instanceof RoomGone) throw new Trouble(`The room stopped answering: ${failure.message}`);
  if (failure !== undefined) throw failure;
  return stop.signal.aborted ? 130 : 0;
}

async function readRows(file: string, say: Say): Promise<readonly CallRow[]> {
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    throw new Trouble(`${file} cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  });
  const { rows, errors } = parseCalls(text);
  if (errors[0]?.fault === 'wrong-header') {
    throw new Trouble(`${file} is not a record of calls: its first line must be at,lat,lon,title,place.`);
  }
  for (const { line, fault } of errors.slice(0, refusalsShown)) say(`Line ${line} left out: ${fault}`);
  if (errors.length > refusalsShown) say(`… and ${errors.length - refusalsShown} more lines left out`);
  if (rows.length === 0) throw new Trouble(`${file} has no call that can be played.`);
  return rows;
}

async function passwordOf({ exercisePassword, dataDir }: CommandSettings): Promise<string> {
  const password = exercisePassword ?? (await keptPassword(dataDir));
  if (password !== undefined) return password;
  throw new Trouble(
    `No exercise password: neither T1_EXERCISE_PASSWORD nor ${passwordFile(dataDir)}. The first npm start makes one.`,
  );
}

function showProgress(
  figures: ReplayFigures,
  total: number,
  clock: Clock,
  say: Say,
): { timer: NodeJS.Timeout; show: () => void } {
  const beganMs = clock.elapsedMs();
  let before = 0;
  let beforeMs = beganMs;
  const show = (): void => {
    const nowMs = clock.elapsedMs();
    const here = figures.acked + figures.known;
    const rate = (here - before) / Math.max(0.001, (nowMs - beforeMs) / 1_000);
    before = here;
    beforeMs = nowMs;
    const ms = (share: number): string => figures.percentile(share).toFixed(0);
    say(
      `${((nowMs - beganMs) / 1_000).toFixed(0).padStart(4)} s · ${here}/${total} in the room · ${rate.toFixed(0)}/s · ` +
        `POST p50 ${ms(0.5)} ms, p99 ${ms(0.99)} ms · refused ${figures.refused.length} · repeated ${figures.repeats}`,
    );
  };
  return { timer: setInterval(show, 1_000), show };
}

async function summarise(figures: ReplayFigures, reporters: Reporters, say: Say): Promise<void> {
  const organisation = await reporters.organisation();
  const names = new Map(
    organisation.kind === 'done'
      ? organisation.output.districts.map(({ id, nameAr, nameEn }) => [id, `${nameAr} · ${nameEn}`])
      : [],
  );
  say(
    `${figures.acked} acked once each, ${figures.refused.length} refused · وصل ${figures.acked}، رُفض ${figures.refused.length}`,
  );
  if (figures.known > 0) say(`${figures.known} had arrived with an earlier start of this run`);
  const ranked = [...figures.byDistrict].toSorted(([, a], [, b]) => b - a);
  for (const [id, count] of ranked) say(`${String(count).padStart(7)}  ${names.get(id) ?? id}`);
}

function addressOf(url: string): string {
  if (URL.canParse(url) && /^https?:/.test(url)) return url;
  throw new Trouble('--url must be an address such as http://127.0.0.1:8080.');
}

function speedOf(text: string): number {
  if (text === 'max' || text === '0') return Infinity;
  const speed = Number(text);
  if (Number.isFinite(speed) && speed > 0) return speed;
  throw new Trouble('--speed is a number above 0 (60 plays an hour in a minute), or max.');
}

function numberOf(option: string, text: string, least: number): number {
  const value = Number(text);
  if (text.trim() !== '' && Number.isFinite(value) && value >= least) return value;
  throw new Trouble(`${option} is a number, ${least} or more.`);
}
