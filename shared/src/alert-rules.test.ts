import { expect, test } from 'vitest';
import { raisesAlert, refuseAcknowledge } from './alert-rules.ts';
import { alertStates } from './alerts.ts';
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

const alert = { state: 'unacknowledged' as const, version: 2, directorateId: 'sabha', severity: 1 as const };

test('severity 1 and 2 raise an alert, 3 and 4 do not', () => {
  expect(severities.filter(raisesAlert)).toEqual([1, 2]);
});

test('the duty officer of the directorate and the room may acknowledge, another duty officer may not', () => {
  for (const actor of [person('duty', 'sabha'), person('operator'), person('supervisor')]) {
    expect(refuseAcknowledge(actor, alert, 2)).toBeUndefined();
  }
  expect(refuseAcknowledge(person('duty', 'ghat'), alert, 2)).toEqual({ code: 'forbidden' });
});

test('an alert is acknowledged once: who comes later learns the state, whatever version was in hand', () => {
  for (const state of alertStates.filter((name) => name !== 'unacknowledged')) {
    for (const version of [1, 2, 3]) {
      expect(refuseAcknowledge(person('operator'), { ...alert, state }, version)).toEqual({
        code: 'alert-already-handled',
        version: 2,
        state,
      });
    }
  }
});

test('an alert that changed since it was seen is refused with its version', () => {
  expect(refuseAcknowledge(person('operator'), alert, 1)).toEqual({
    code: 'conflict-version',
    field: 'expectedVersion',
    version: 2,
  });
});
