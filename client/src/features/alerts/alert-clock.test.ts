import { systemActor } from '@t1/shared/roles';
import { expect, test } from 'vitest';
import { alert, incident, startOfDay } from '../../live/testing/samples.ts';
import { climbsInMs, isStanding, justClimbed, undoSeconds, wordHoldsMs } from './alert-clock.ts';

const at = (seconds: number) => startOfDay + seconds * 1000;
const written = (seconds: number) => new Date(at(seconds)).toISOString();
const taken = alert(1, { state: 'acknowledged', acknowledgedAt: written(0), dueAt: written(600) });
const acted = (seconds: number) =>
  incident(1, { lastAction: { kind: 'patrol-sent', by: systemActor, at: written(seconds) } });

test('an acknowledgement can be taken back for ten seconds, counted down to nothing', () => {
  expect([0, 0.4, 1, 9.2, 10, 60].map((seconds) => undoSeconds(taken, at(seconds)))).toEqual([
    10, 10, 9, 1, 0, 0,
  ]);
  expect(undoSeconds(alert(1), at(0))).toBe(0);
});

test('the word of an acknowledgement holds for ten minutes, unless an action after it has kept it', () => {
  expect(wordHoldsMs(taken, incident(1), at(28))).toBe(572_000);
  expect(wordHoldsMs(taken, acted(20), at(28))).toBeUndefined();
  expect(wordHoldsMs(taken, acted(-20), at(28))).toBe(572_000);
  expect(wordHoldsMs(alert(1), incident(1), at(28))).toBeUndefined();
});

test('an alert that waits says when it climbs next, and one on its last step says nothing', () => {
  expect(climbsInMs(alert(1, { dueAt: written(40) }), at(16))).toBe(24_000);
  expect(climbsInMs(alert(1, { step: 3 }), at(16))).toBeUndefined();
  expect(climbsInMs(taken, at(16))).toBeUndefined();
});

test('that it has climbed is news for some seconds, and that it stands becomes a matter of its own after a day', () => {
  expect([1, 5, 7].map((seconds) => justClimbed(written(0), at(seconds)))).toEqual([true, true, false]);
  const old = alert(0);
  expect(isStanding(old, at(86_399))).toBe(false);
  expect(isStanding(old, at(86_401))).toBe(true);
});
