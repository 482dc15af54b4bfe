import { setTimeout as pause } from 'node:timers/promises';
import type { Answer } from './room-api.ts';
import type { Reporters } from './reporters.ts';
import type { ReplayFigures } from './figures.ts';
import type { PlannedCall } from './plan.ts';

/** What a replay needs from outside. */
export interface ReplayOptions {
  /** Calls under way at the same time. */
  readonly atOnce: number;
  /** Milliseconds that never jump. */
  readonly elapsedMs: () => number;
  /** How long the run has been going on already when this start begins, in milliseconds. */
  readonly goingOnMs: number;
  /** Ends the replay: calls not yet sent stay unsent. */
  readonly signal: AbortSignal;
  readonly figures: ReplayFigures;
  readonly onRefused: (line: number, reason: string) => void;
}

/** Thrown when the room has given no usable answer for so long that going on makes no sense. */
export class RoomGone extends Error {}

const firstPauseMs = 250;
const longestPauseMs = 5_000;
const giveUpMs = 5 * 60_000;

/** Answers after which the same id is sent again: try later, or a fault of the moment. */
const passing = new Set([429, 500, 502, 503, 504, 507]);

/**
 * Sends every call when it is due and repeats it, under the same id, until the room has answered for it. A
 * call that the room refuses is noted and does not stop the others. Throws `RoomGone` after five minutes without
 * an answer to one call.
 */
export async function replay(
  plan: readonly PlannedCall[],
  reporters: Reporters,
  options: ReplayOptions,
): Promise<void> {
  const startedMs = options.elapsedMs() - options.goingOnMs;
  const stop = new AbortController();
  const signal = AbortSignal.any([options.signal, stop.signal]);
  const queue = plan.values();
  const work = async (): Promise<void> => {
    for (const call of queue) {
      await rest(call.dueMs - (options.elapsedMs() - startedMs), signal);
      if (signal.aborted) return;
      await send(call, reporters, { ...options, signal });
    }
  };
  const workers = Array.from({ length: options.atOnce }, () =>
    work().catch((error: unknown) => {
      stop.abort();
      throw error;
    }),
  );
  const results = await Promise.allSettled(workers);
  const failed = results.find((result) => result.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

async function send(call: PlannedCall, reporters: Reporters, options: ReplayOptions): Promise<void> {
  const { figures } = options;
  const located = await untilAnswered(() => reporters.locate(call.location), options);
  if (located === undefined) return;
  if (located.kind === 'refused') {
    refuse(call, located.problem, options);
    return;
  }
  const { districtId, directorateId } = located.output;
  let sendings = 0;
  const answer = await untilAnswered(async () => {
    sendings += 1;
    await reporters.prepare(directorateId);
    const began = options.elapsedMs();
    const reported = await reporters.report(directorateId, call.report);
    if (reported.kind === 'done') figures.took(options.elapsedMs() - began);
    return reported;
  }, options);
  if (answer === undefined) return;
  if (answer.kind === 'done') {
    // After a sending that had no answer, "known" only says that it had arrived after all.
    figures.arrived(districtId, answer.isReplay && sendings === 1);
    return;
  }
  // The id follows from the run and the line: it can only be this very call, sent before at another speed.
  if (answer.problem.code === 'conflict-id') figures.arrived(districtId, true);
  else refuse(call, answer.problem, options);
}

function refuse(call: PlannedCall, problem: { message: string }, options: ReplayOptions): void {
  options.figures.refused.push({ line: call.line, reason: problem.message });
  options.onRefused(call.line, problem.message);
}

/** Asks until there is an answer that stands; nothing when the replay was ended meanwhile. */
async function untilAnswered<O>(
  ask: () => Promise<Answer<O>>,
  { elapsedMs, signal, figures }: ReplayOptions,
): Promise<Exclude<Answer<O>, { kind: 'silent' }> | undefined> {
  const began = elapsedMs();
  for (let pauseMs = firstPauseMs; ; pauseMs = Math.min(longestPauseMs, pauseMs * 2)) {
    const answer = await ask();
    const isPassing = answer.kind === 'refused' && passing.has(answer.status);
    if (answer.kind !== 'silent' && !isPassing) return answer;
    if (signal.aborted) return undefined;
    if (elapsedMs() - began > giveUpMs) {
      throw new RoomGone(answer.kind === 'silent' ? answer.reason : answer.problem.message);
    }
    figures.repeats += 1;
    await rest(Math.max(pauseMs, answer.kind === 'refused' ? answer.retryAfterMs : 0), signal);
    if (signal.aborted) return undefined;
  }
}

async function rest(ms: number, signal: AbortSignal): Promise<void> {
  if (ms <= 0 || signal.aborted) return;
  await pause(ms, undefined, { signal }).catch(() => undefined);
}
