import { readFile } from 'node:fs/promises';
import { v7 as uuidv7 } from 'uuid';
import { parseCalls } from './calls-csv.ts';
import type { PlannedCall } from './replay/plan.ts';
import { planReplay } from './replay/plan.ts';
import { replay } from './replay/play.ts';
import { ReplayFigures } from './replay/figures.ts';
import { Reporters } from './replay/reporters.ts';
import { RoomApi } from './replay/room-api.ts';

const scenarioFile = new URL('../../exercise/scenario.csv', import.meta.url);

/** The first hour of the scenario lies behind the one who opens the room, the rest happens before his eyes. */
const pastMs = 60 * 60_000;

/** What the scenario needs to be played into a room that has just opened. */
export interface CountryOptions {
  readonly url: string;
  readonly password: string;
  /** Milliseconds that never jump. */
  readonly elapsedMs: () => number;
  readonly warn: (text: string) => void;
}

/** A scenario that is being played. */
export interface LivingCountry {
  /** Resolves when the last call was sent or the playing was stopped. */
  readonly ended: Promise<void>;
  /** Sends nothing any more; resolves when nothing is under way. */
  stop(): Promise<void>;
}

/** The calls of the scenario for a run: an hour of them at once, with their times in the past, the others in real time. */
export function planCountry(csv: string, run: string): PlannedCall[] {
  const { rows } = parseCalls(csv);
  return planReplay(rows, { run, speed: 1, longestSilenceMs: pastMs, pastMs });
}

/**
 * Shows whoever opens the room for the first time a country at work: the scenario comes in through the room's
 * own doors, as directorates report. Only into an empty log: a second start finds one with events and plays
 * nothing. Nothing is acknowledged or closed; that is for the person to do. A failure only warns.
 */
export function playLivingCountry(options: CountryOptions): LivingCountry {
  const stopped = new AbortController();
  const ended = play(options, stopped.signal).catch((error: unknown) => {
    if (!stopped.signal.aborted) options.warn(`The scenario is not played: ${String(error)}`);
  });
  return {
    ended,
    stop: () => {
      stopped.abort();
      return ended;
    },
  };
}

async function play({ url, password, elapsedMs, warn }: CountryOptions, signal: AbortSignal): Promise<void> {
  const reporters = new Reporters(new RoomApi(url, signal), password);
  const { serverNow } = await reporters.enter();
  if (!(await reporters.findsEmptyLog())) return;
  const run = uuidv7({ msecs: Date.parse(serverNow) });
  await replay(planCountry(await readFile(scenarioFile, 'utf8'), run), reporters, {
    atOnce: 2,
    elapsedMs,
    goingOnMs: 0,
    signal,
    figures: new ReplayFigures(),
    onRefused: (line, reason) => warn(`Line ${line} of the scenario was refused: ${reason}`),
  });
}
