import type { AlertView } from '@t1/shared/alerts';
import { expect, test } from 'vitest';
import { isSetAside, keyedAlert, railOrder } from './rail-order.ts';

function alert(name: string, severity: 1 | 2, raisedAt: string, acknowledgedAt?: string): AlertView {
  return {
    id: name,
    incidentId: `incident of ${name}`,
    directorateId: 'sabha',
    severity,
    state: acknowledgedAt === undefined ? 'unacknowledged' : 'acknowledged',
    version: 1,
    raisedAt: `2026-11-23T${raisedAt}:00Z`,
    step: 0,
    steps: 3,
    targets: ['on-duty', 'room'],
    exercise: true,
    ...(acknowledgedAt === undefined ? {} : { acknowledgedAt: `2026-11-23T${acknowledgedAt}:00Z` }),
  };
}

const takenEarly = alert('taken early', 1, '08:00', '08:01');
const takenLate = alert('taken late', 2, '08:00', '09:30');
const high = alert('high', 2, '07:00');
const critical = alert('critical', 1, '09:00');
const criticalWaiting = alert('critical, waiting longer', 1, '08:30');
const all = [takenEarly, high, critical, takenLate, criticalWaiting];
const names = (alerts: readonly AlertView[]) => alerts.map(({ id }) => id);

test('what nobody has taken stands on top: the gravest, then the longest waiting; below, the last taken first', () => {
  expect(names(railOrder(all))).toEqual([
    'critical, waiting longer',
    'critical',
    'high',
    'taken late',
    'taken early',
  ]);
});

test('a closed alert leaves the rail', () => {
  expect(railOrder([{ ...high, state: 'closed' }])).toEqual([]);
});

test('the key takes the topmost alert, and with an incident open only the alert of that one', () => {
  const mayAll = (one: AlertView) => one.state === 'unacknowledged';
  expect(keyedAlert(all, undefined, mayAll)?.id).toBe('critical, waiting longer');
  expect(keyedAlert(all, 'incident of high', mayAll)?.id).toBe('high');
  expect(keyedAlert(all, 'incident of taken late', mayAll)).toBeUndefined();
  expect(keyedAlert(all, undefined, () => false)).toBeUndefined();
});

test('below what nobody has taken stands what is over and unseen, and apart at the end what was set aside', () => {
  const over: AlertView = { ...high, id: 'over', state: 'cleared-unacknowledged' };
  const shelved: AlertView = { ...critical, id: 'shelved', state: 'shelved', dueAt: '2026-11-23T09:40:00Z' };
  const backSooner: AlertView = { ...shelved, id: 'back sooner', dueAt: '2026-11-23T09:20:00Z' };
  const silent: AlertView = { ...critical, id: 'silent', state: 'suppressed' };
  expect(names(railOrder([silent, shelved, takenLate, over, backSooner, high]))).toEqual([
    'high',
    'over',
    'taken late',
    'back sooner',
    'shelved',
    'silent',
  ]);
  expect(isSetAside(silent) && isSetAside(shelved) && !isSetAside(over)).toBe(true);
});
