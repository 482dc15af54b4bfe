import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseCalls } from './calls-csv.ts';
import { callRules } from './call-rules.ts';
import { classifyCall } from './classify-call.ts';

const fileOfServer = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const catalogue: unknown = JSON.parse(fileOfServer('reference/incident-types.json'));
const scenario = parseCalls(fileOfServer('exercise/scenario.csv'));

test.each([
  ['Traffic: VEHICLE ACCIDENT -', 'traffic-accident', 3],
  ['EMS: VEHICLE ACCIDENT', 'traffic-accident-injuries', 2],
  ['Traffic: DISABLED VEHICLE -', 'vehicle-breakdown', 4],
  ['Fire: FIRE ALARM', 'fire-alarm', 3],
  ['Fire: BUILDING FIRE', 'fire-building', 1],
  ['Fire: GAS-ODOR/LEAK', 'gas-leak', 2],
  ['EMS: CARDIAC ARREST', 'medical-critical', 1],
  ['EMS: CARDIAC EMERGENCY', 'medical-urgent', 2],
  ['EMS: SOMETHING NEW', 'medical', 3],
  ['اشتباك مسلح قرب البوابة', 'armed-clash', 1],
  ['سماع إطلاق نار', 'shooting', 2],
  ['اطلاق نار', 'shooting', 2],
  ['الاشتباه في مركبة', 'suspicious-activity', 3],
  ['حريق في مزرعة', 'fire', 2],
  ['سرقة سيّارة', 'vehicle-theft', 3],
  ['حادث مروري بإصابات', 'traffic-accident-injuries', 2],
  ['مشاجرة دون إصابات', 'quarrel', 3],
  ['سيول تقطع الطريق', 'flood', 1],
  ['تهريب وقود', 'fuel-smuggling', 3],
  ['كلام لا يعرفه أحد', 'other', 3],
  ['', 'other', 3],
])('«%s» is %s of severity %i', (title, typeId, severity) => {
  expect(classifyCall(title)).toEqual({ typeId, severity });
});

test('every type a rule names is in the catalogue', () => {
  for (const { typeId } of callRules)
    expect(catalogue).toContainEqual(expect.objectContaining({ id: typeId }));
});

test('every call of the shipped scenario is understood, and few of them are critical', () => {
  const classes = scenario.rows.map(({ title }) => classifyCall(title));
  const share = (severity: number) =>
    classes.filter((call) => call.severity === severity).length / classes.length;
  expect(scenario.errors).toEqual([]);
  expect(classes.filter(({ typeId }) => typeId === 'other')).toEqual([]);
  expect(share(1)).toBeLessThan(0.1);
  expect(share(2)).toBeLessThan(0.25);
});

test('any title gets a class', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (title) => {
      expect(classifyCall(title).typeId).not.toBe('');
    }),
  );
});
