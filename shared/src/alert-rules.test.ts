import { describe, expect, test } from 'vitest';
import type { AlertMove } from './alert-rules.ts';
import {
  alertStateAfter,
  raisesAlert,
  refuseAcknowledge,
  refuseEscalate,
  refuseShelve,
  refuseUndo,
  refuseUnshelve,
  targetsUpTo,
} from './alert-rules.ts';
import type { AlertState, EscalationStep } from './alerts.ts';
import { alertStates, shelfMinutes, undoWithinMs } from './alerts.ts';
import type { Severity } from './incidents.ts';
import { severities } from './incidents.ts';
import type { Actor, Role } from './roles.ts';

const person = (role: Role, directorateId?: string): Actor => ({
  id: '01900000-0000-7000-8000-000000000001',
  username: role,
  nameAr: 'شخص',
  nameEn: 'Person',
  role,
  ...(directorateId === undefined ? {} : { directorateId }),
});

const operator = person('operator');
const alert = {
  state: 'unacknowledged' as AlertState,
  version: 2,
  directorateId: 'sabha',
  severity: 1 as Severity,
};
const otherThan = (...states: AlertState[]): AlertState[] =>
  alertStates.filter((state) => !states.includes(state));

test('severity 1 and 2 raise an alert, 3 and 4 do not', () => {
  expect(severities.filter(raisesAlert)).toEqual([1, 2]);
});

describe('every state and every move', () => {
  /** Columns in the order of `alertStates`: where the move leads from each; `-` where it is not legal. */
  const table: Record<AlertMove, string> = {
    //            unacknowledged  acknowledged    cleared-unack.          shelved         suppressed      closed
    acknowledge: 'acknowledged    -               closed                  -               -               -',
    undo: '       -               unacknowledged  -                       -               -               -',
    lapse: '      -               unacknowledged  -                       -               -               -',
    escalate: '   unacknowledged  -               -                       -               -               -',
    shelve: '     shelved         shelved         -                       -               -               -',
    unshelve: '   -               -               -                       unacknowledged  -               -',
    suppress: '   suppressed      suppressed      -                       suppressed      -               -',
    release: '    -               -               -                       -               unacknowledged  -',
    clear: '      cleared-unacknowledged  closed  -                       closed          closed          -',
    redirect: '   unacknowledged  unacknowledged  cleared-unacknowledged  unacknowledged  suppressed      -',
    close: '      closed          closed          closed                  closed          closed          -',
  };

  test.each(Object.entries(table) as [AlertMove, string][])('%s', (move, row) => {
    const reached = alertStates.map((state) => alertStateAfter(state, move) ?? '-');
    expect(reached).toEqual(row.trim().split(/\s+/));
  });

  test('a closed alert stays closed', () => {
    for (const move of Object.keys(table) as AlertMove[])
      expect(alertStateAfter('closed', move)).toBeUndefined();
  });
});

describe('whoever handles an alert', () => {
  const rules = {
    acknowledge: (actor: Actor, state: AlertState, version = 2) =>
      refuseAcknowledge(actor, { ...alert, state }, version),
    escalate: (actor: Actor, state: AlertState, version = 2) =>
      refuseEscalate(actor, { ...alert, state, step: 0, steps: 3 }, version),
    shelve: (actor: Actor, state: AlertState, version = 2) =>
      refuseShelve(actor, { ...alert, severity: 2, state }, version, 30),
    unshelve: (actor: Actor, state: AlertState, version = 2) =>
      refuseUnshelve(actor, { ...alert, state }, version),
  };
  const from: Record<keyof typeof rules, AlertState[]> = {
    acknowledge: ['unacknowledged', 'cleared-unacknowledged'],
    escalate: ['unacknowledged'],
    shelve: ['unacknowledged', 'acknowledged'],
    unshelve: ['shelved'],
  };

  describe.each(Object.keys(rules) as (keyof typeof rules)[])('%s', (name) => {
    test('is the duty officer of the directorate or the room, and no other duty officer', () => {
      for (const state of from[name]) {
        for (const actor of [person('duty', 'sabha'), operator, person('supervisor')])
          expect(rules[name](actor, state), `${actor.role} from ${state}`).toBeUndefined();
        expect(rules[name](person('duty', 'ghat'), state)).toEqual({ code: 'forbidden' });
      }
    });

    test('learns from which state it is too late, whatever version was in hand', () => {
      for (const state of otherThan(...from[name])) {
        for (const version of [1, 2, 3])
          expect(rules[name](operator, state, version)).toEqual({
            code: 'alert-already-handled',
            version: 2,
            state,
          });
      }
    });

    test('is told the version when the alert changed since it was seen', () => {
      for (const state of from[name])
        expect(rules[name](operator, state, 1)).toEqual({
          code: 'conflict-version',
          field: 'expectedVersion',
          version: 2,
        });
    });
  });
});

test('an alert on its last step is not handed on', () => {
  for (const [step, code] of [
    [0, undefined],
    [2, undefined],
    [3, 'no-further-step'],
    [4, 'no-further-step'],
  ] as const)
    expect(refuseEscalate(operator, { ...alert, step, steps: 3 }, 2)?.code).toBe(code);
  expect(refuseEscalate(operator, { ...alert, step: 0, steps: 0 }, 2)?.code).toBe('no-further-step');
});

describe('taking an acknowledgement back', () => {
  const { id, nameAr, nameEn, role } = operator;
  const taken = {
    ...alert,
    state: 'acknowledged' as AlertState,
    acknowledgedBy: { id, nameAr, nameEn, role },
    acknowledgedAt: '2026-03-01T10:00:00.000Z',
  };
  const after = (ms: number) => new Date(Date.parse(taken.acknowledgedAt) + ms);

  test('is for the same officer, for ten seconds', () => {
    for (const [ms, code] of [
      [0, undefined],
      [undoWithinMs, undefined],
      [undoWithinMs + 1, 'undo-too-late'],
    ] as const)
      expect(refuseUndo(operator, taken, 2, after(ms))?.code, `${ms} ms`).toBe(code);
  });

  test('is not for another, and from no other state', () => {
    const another = { ...operator, id: '01900000-0000-7000-8000-000000000002' };
    expect(refuseUndo(another, taken, 2, after(1))).toEqual({ code: 'forbidden' });
    for (const state of otherThan('acknowledged'))
      expect(refuseUndo(operator, { ...taken, state }, 2, after(1))?.code).toBe('alert-already-handled');
    expect(refuseUndo(operator, taken, 1, after(1))?.code).toBe('conflict-version');
  });
});

test('a shelf bears as long as the severity says: never for 1', () => {
  for (const severity of severities) {
    const limit = shelfMinutes[severity];
    const refused = (minutes: number) => refuseShelve(operator, { ...alert, severity }, 2, minutes);
    expect(refused(limit + 1)).toEqual({ code: 'shelf-too-long', field: 'minutes' });
    if (limit > 0) expect(refused(limit)).toBeUndefined();
  }
  expect(refuseShelve(operator, alert, 2, 1)?.code).toBe('shelf-too-long');
});

test('an alert has spoken to everybody up to its step, to each once', () => {
  const policy: EscalationStep[] = [
    { afterSeconds: 40, targets: ['second'] },
    { afterSeconds: 24, targets: ['superior', 'second'] },
    { afterSeconds: 42, targets: ['room', 'walls'], task: 'call-by-radio' },
  ];
  expect([0, 1, 2, 3, 4].map((step) => targetsUpTo(step, policy))).toEqual([
    ['on-duty', 'room'],
    ['on-duty', 'room', 'second'],
    ['on-duty', 'room', 'second', 'superior'],
    ['on-duty', 'room', 'second', 'superior', 'walls'],
    ['on-duty', 'room', 'second', 'superior', 'walls'],
  ]);
  expect(targetsUpTo(2, [])).toEqual(['on-duty', 'room']);
});
