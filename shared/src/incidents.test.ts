import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IncidentMove, IncidentState } from './incidents.ts';
import {
  audienceOf,
  clockToleranceMs,
  incidentStates,
  refuseAmend,
  refuseMove,
  refuseNote,
  refuseOccurrence,
  reporterAmendWindowMs,
  severities,
  stateAfter,
} from './incidents.ts';
import type { Actor, Role } from './roles.ts';

const moves: readonly IncidentMove[] = ['open', 'close', 'reopen'];
const reportedAt = '2026-03-01T08:00:00.000Z';
const after = (ms: number): Date => new Date(Date.parse(reportedAt) + ms);

const person = (role: Role, directorateId?: string, id = '01900000-0000-7000-8000-000000000001'): Actor => ({
  id,
  username: role,
  nameAr: 'شخص',
  nameEn: 'Person',
  role,
  ...(directorateId === undefined ? {} : { directorateId }),
});

const operator = person('operator');
const duty = person('duty', 'sabha');
const reporter = person('reporter', 'sabha');

const incident = {
  state: 'reported' as IncidentState,
  severity: 3 as (typeof severities)[number],
  directorateId: 'sabha',
  reportedAt,
  version: 4,
  reportedBy: { id: reporter.id, nameAr: 'مبلّغ', nameEn: 'Reporter', role: 'reporter' as const },
};

describe('the states of an incident', () => {
  test('are left only along these ways', () => {
    const ways = incidentStates.flatMap((state) =>
      moves.flatMap((move) => {
        const next = stateAfter(state, move);
        return next === undefined ? [] : [`${state} ${move} ${next}`];
      }),
    );
    expect(ways.toSorted()).toEqual([
      'closed reopen reopened',
      'open close closed',
      'reopened close closed',
      'reopened open open',
      'reported close closed',
      'reported open open',
    ]);
  });

  test('never return to reported, and closed is left by reopening alone, whatever the order of moves', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...moves), { minLength: 1 }), (order) => {
        let state: IncidentState = 'reported';
        for (const move of order) {
          const next = stateAfter(state, move);
          if (state === 'closed') expect([undefined, 'reopened']).toContain(next);
          if (next !== undefined) expect(next).not.toBe('reported');
          state = next ?? state;
        }
      }),
    );
  });
});

describe('a move is refused', () => {
  test('when it is not legal from this state, with the state', () => {
    expect(refuseMove(operator, { ...incident, state: 'closed' }, 'open', 4)).toEqual({
      code: 'illegal-transition',
      state: 'closed',
    });
    expect(refuseMove(operator, incident, 'open', 4)).toBeUndefined();
  });

  test('on another version than the current one, with the current one', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), (version) => {
        const refusal = refuseMove(operator, incident, 'close', version);
        if (version === 4) expect(refusal).toBeUndefined();
        else expect(refusal).toEqual({ code: 'conflict-version', field: 'expectedVersion', version: 4 });
      }),
    );
  });

  test('to a duty officer of another directorate, before anything else is told', () => {
    const stranger = person('duty', 'tripoli');
    for (const move of moves) {
      for (const state of incidentStates) {
        expect(refuseMove(stranger, { ...incident, state }, move, 1)).toEqual({ code: 'forbidden' });
      }
    }
  });

  test('to the duty officer who would close or reopen what is critical, but opening is theirs', () => {
    const critical = { ...incident, severity: 1 as const };
    expect(refuseMove(duty, critical, 'open', 4)).toBeUndefined();
    expect(refuseMove(duty, critical, 'close', 4)).toEqual({ code: 'forbidden' });
    expect(refuseMove(duty, { ...critical, state: 'closed' }, 'reopen', 4)).toEqual({ code: 'forbidden' });
    expect(refuseMove(operator, critical, 'close', 4)).toBeUndefined();
    for (const severity of [2, 3, 4] as const) {
      expect(refuseMove(duty, { ...incident, severity }, 'close', 4)).toBeUndefined();
    }
  });
});

describe('an amendment', () => {
  test('by the reporter is taken up to thirty minutes after the report, to the millisecond', () => {
    expect(reporterAmendWindowMs).toBe(30 * 60_000);
    expect(refuseAmend(reporter, incident, 4, after(reporterAmendWindowMs))).toBeUndefined();
    expect(refuseAmend(reporter, incident, 4, after(reporterAmendWindowMs + 1))).toEqual({
      code: 'amend-window-over',
    });
    expect(refuseAmend(duty, incident, 4, after(7 * reporterAmendWindowMs))).toBeUndefined();
  });

  test('by a reporter of what another reported is refused', () => {
    const colleague = person('reporter', 'sabha', '01900000-0000-7000-8000-000000000002');
    expect(refuseAmend(colleague, incident, 4, after(0))).toEqual({ code: 'forbidden' });
  });

  test('of a closed incident, or on a stale version, is refused to everybody', () => {
    for (const actor of [operator, duty, reporter]) {
      expect(refuseAmend(actor, { ...incident, state: 'closed' }, 4, after(0))?.code).toBe(
        'illegal-transition',
      );
      expect(refuseAmend(actor, incident, 3, after(0))).toMatchObject({
        code: 'conflict-version',
        version: 4,
      });
    }
  });

  test('of an incident of another directorate is not for a duty officer', () => {
    expect(refuseAmend(person('duty', 'ghat'), incident, 4, after(0))).toEqual({ code: 'forbidden' });
  });
});

test('a note is taken in every state, on the current version only', () => {
  for (const state of incidentStates) expect(refuseNote({ ...incident, state }, 4)).toBeUndefined();
  expect(refuseNote(incident, 5)).toMatchObject({ code: 'conflict-version' });
});

test('a time of occurrence may be two minutes ahead, not more, in whatever zone it is written', () => {
  const now = new Date('2026-03-01T08:00:00.000Z');
  expect(clockToleranceMs).toBe(120_000);
  expect(refuseOccurrence('2026-03-01T10:02:00.000+02:00', now)).toBeUndefined();
  expect(refuseOccurrence('2026-03-01T10:02:00.001+02:00', now)).toEqual({
    code: 'occurred-in-future',
    field: 'occurredAt',
  });
  expect(refuseOccurrence('1999-01-01T00:00:00Z', now)).toBeUndefined();
});

test('an incident belongs to its directorate and to the one that took the call, each named once', () => {
  expect(audienceOf({ directorateId: 'sabha' })).toEqual(['sabha']);
  expect(audienceOf({ directorateId: 'sabha', reportingDirectorateId: 'sabha' })).toEqual(['sabha']);
  expect(audienceOf({ directorateId: 'ubari', reportingDirectorateId: 'sabha' })).toEqual(['ubari', 'sabha']);
});
