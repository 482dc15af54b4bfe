import type { AlertView } from '@t1/shared/alerts';
import { describe, expect, test } from 'vitest';
import { alert, startOfDay } from '../../live/testing/samples.ts';
import type { RailItem } from './flood.ts';
import { isFlood, railItems, raisedLately } from './flood.ts';
import { railOrder } from './rail-order.ts';

/** An alert raised so many seconds after the day began. */
function raised(number: number, seconds: number, own: Partial<AlertView> = {}): AlertView {
  return alert(number, { raisedAt: new Date(startOfDay + seconds * 1000).toISOString(), ...own });
}

const eleven = Array.from({ length: 11 }, (_, index) => raised(index, index));
const ten = eleven.slice(0, 10);
const minutes = (count: number) => startOfDay + count * 60_000;

describe('a flood', () => {
  test('begins with the eleventh alert of ten minutes', () => {
    expect(isFlood(ten, minutes(1))).toBe(false);
    expect(isFlood(eleven, minutes(1))).toBe(true);
    expect(raisedLately(eleven, minutes(1))).toBe(11);
  });

  test('ends by itself when the ten minutes are over', () => {
    expect(isFlood(eleven, minutes(9))).toBe(true);
    expect(isFlood(eleven, minutes(11))).toBe(false);
  });
});

describe('the rail', () => {
  const directorates = ['sabha', 'sabha', 'misrata', 'sabha', 'misrata', 'ghat'];
  const many = directorates.map((directorateId, index) => raised(index, index, { directorateId }));
  const critical = raised(20, 20, { severity: 1, directorateId: 'sabha' });
  const taken = raised(21, 1, { state: 'acknowledged', directorateId: 'sabha' });
  const shelved = raised(22, 2, { state: 'shelved', directorateId: 'sabha' });
  const all = railOrder([taken, shelved, ...many, critical]);
  const fires = () => 'fire';
  const said = (item: RailItem): string => {
    if (item.kind === 'shelf') return `shelf ${item.count}`;
    if (item.kind === 'group')
      return `${item.group.directorateId} ${item.group.type} ${item.group.alerts.length}`;
    const { severity, directorateId, state } = item.alert;
    return `${severity} ${directorateId}${state === 'unacknowledged' ? '' : ` ${state}`}`;
  };
  const rail = (flooding: boolean, opened: readonly string[] = []) =>
    railItems(all, flooding, fires, new Set(opened)).map(said);

  test('shows every alert singly while there is no flood, with the shelf under its own head', () => {
    expect(rail(false)).toEqual([
      '1 sabha',
      '2 sabha',
      '2 sabha',
      '2 misrata',
      '2 sabha',
      '2 misrata',
      '2 ghat',
      '2 sabha acknowledged',
      'shelf 1',
      '2 sabha shelved',
    ]);
  });

  test('in a flood keeps severity 1 single and groups the rest by directorate and type, the largest first', () => {
    expect(rail(true)).toEqual([
      '1 sabha',
      'sabha fire 3',
      'misrata fire 2',
      '2 ghat',
      '2 sabha acknowledged',
      'shelf 1',
      '2 sabha shelved',
    ]);
  });

  test('shows the alerts of a group under it when it is opened', () => {
    expect(rail(true, ['misrata|fire']).slice(2, 5)).toEqual(['misrata fire 2', '2 misrata', '2 misrata']);
  });

  test('puts alerts of unknown incidents together by directorate alone', () => {
    const items = railItems(all, true, () => undefined, new Set());
    expect(items.map(said)).toContain('sabha undefined 3');
  });

  test('never puts severity 1 into a group, so that no bulk acknowledgement reaches it', () => {
    const storm = railOrder([
      ...many,
      ...[30, 31, 32].map((number) => raised(number, number, { severity: 1 })),
    ]);
    const groups = railItems(storm, true, fires, new Set()).filter((item) => item.kind === 'group');
    expect(groups.flatMap(({ group }) => group.alerts).every(({ severity }) => severity > 1)).toBe(true);
  });
});
