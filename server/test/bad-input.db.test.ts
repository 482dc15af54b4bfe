import { listAlerts } from '@t1/shared/alert-doors';
import type { ErrorCode } from '@t1/shared/errors';
import { Problem } from '@t1/shared/errors';
import { amendIncident, listIncidents, noteIncident, readIncident } from '@t1/shared/incident-doors';
import { readEvents } from '@t1/shared/live-doors';
import { locatePoint, searchPlaces } from '@t1/shared/organisation';
import { fieldName, problemText } from '@t1/shared/problem-texts';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { aReport, newId } from './factories.ts';
import type { Receipt, TestRoom } from './harness.ts';
import { openTestRoom } from './harness.ts';

let room: TestRoom;
let standing: Receipt;
beforeAll(async () => {
  room = await openTestRoom();
  standing = await room.as('sabha-reporter').report();
});
afterAll(() => room.close());

/** How many rows there are of everything a request could have left behind. */
async function rows(): Promise<Record<string, unknown> | undefined> {
  const [counts] = await room.sql(
    `select (select count(*)::int from incident) as incidents, (select count(*)::int from alert) as alerts,
       (select count(*)::int from event_log) as events, (select last from incident_number) as number,
       (select count(*)::int from login_failure) as failures, (select seq from event_head) as seq`,
  );
  return counts;
}
let before: Record<string, unknown> | undefined;
beforeEach(async () => {
  before = await rows();
});
afterEach(async () => {
  expect(await rows(), 'a refused request left something behind').toEqual(before);
});

const report = '/api/v1/incidents';

async function post(path: string, body: string, headers: Record<string, string> = {}) {
  const person = room.as('sabha-reporter');
  await person.enter();
  const answer = await person.send({
    method: 'POST',
    path,
    body,
    headers: { 'x-t1': '1', 'content-type': 'application/json', ...headers },
  });
  return { status: answer.status, problem: Problem.parse(JSON.parse(answer.text)) };
}

const body = (changes: Record<string, unknown>): string => JSON.stringify({ ...aReport(), ...changes });
const at = (lat: unknown, lon: unknown, more: object = {}): string =>
  body({ location: { lat, lon, ...more } });
const raw = (json: string): string => body({}).replace(/}$/, `,${json}}`);
const inFuture = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();

const refusals: readonly (readonly [string, string, number, ErrorCode, string])[] = [
  ['a latitude that is a text', at('27.037', 14.428), 400, 'malformed', 'location.lat'],
  ['a latitude beyond the pole', at(91, 14), 400, 'malformed', 'location.lat'],
  ['a longitude beyond the date line', at(27, -181), 400, 'malformed', 'location.lon'],
  ['a latitude that is null', at(null, 14), 400, 'malformed', 'location.lat'],
  ['a longitude left out', body({ location: { lat: 27 } }), 400, 'malformed', 'location.lon'],
  [
    'a latitude too large for a number',
    raw('"location":{"lat":1e999,"lon":14}'),
    400,
    'malformed',
    'location.lat',
  ],
  ['a negative accuracy', at(27, 14, { accuracyM: -1 }), 400, 'malformed', 'location.accuracyM'],
  ['coordinates in a list', body({ location: [27, 14] }), 400, 'malformed', 'location'],
  ['a location with a field nobody knows', at(27, 14, { alt: 3 }), 400, 'malformed', 'location.alt'],
  ['a place in Cairo', at(30.04, 31.24), 422, 'outside-country', 'location'],
  ['a place in Tunis', at(36.8, 10.18), 422, 'outside-country', 'location'],
  ['the middle of the sea', at(34.5, 18), 422, 'outside-country', 'location'],
  ['latitude and longitude of Sabha exchanged', at(14.428, 27.037), 422, 'outside-country', 'location'],
  [
    'a place of no gazetteer',
    body({ location: undefined, placeId: 'atlantis' }),
    422,
    'unknown-place',
    'placeId',
  ],
  ['a type nobody knows', body({ type: 'no-such-type' }), 422, 'unknown-type', 'type'],
  ['a type named like part of every object', body({ type: 'constructor' }), 422, 'unknown-type', 'type'],
  ['a time three minutes ahead', body({ occurredAt: inFuture(3) }), 422, 'occurred-in-future', 'occurredAt'],
  ['a time a year ahead', body({ occurredAt: inFuture(525_600) }), 422, 'occurred-in-future', 'occurredAt'],
  ['a time without a zone', body({ occurredAt: '2026-01-01T10:00:00' }), 400, 'malformed', 'occurredAt'],
  ['a day that does not exist', body({ occurredAt: '2026-02-30T10:00:00Z' }), 400, 'malformed', 'occurredAt'],
  ['a title of ten thousand letters', body({ title: 'ح'.repeat(10_240) }), 400, 'malformed', 'title'],
  ['a title of 201 letters', body({ title: 'ح'.repeat(201) }), 400, 'malformed', 'title'],
  ['an empty title', body({ title: ' \n ' }), 400, 'malformed', 'title'],
  ['a title that is a number', body({ title: 5 }), 400, 'malformed', 'title'],
  ['a title that reads backwards (U+202E)', body({ title: 'سيارة \u202E123' }), 400, 'malformed', 'title'],
  ['a title in an isolate (U+2066)', body({ title: '\u2066abc\u2069' }), 400, 'malformed', 'title'],
  ['a title with a zero byte', body({ title: 'a\u0000b' }), 400, 'malformed', 'title'],
  ['a title with an escape', body({ title: 'a\u001B[31m' }), 400, 'malformed', 'title'],
  ['a title with half a character', raw('"title":"\\ud800"'), 400, 'malformed', 'title'],
  ['a plate that reads backwards', body({ plates: ['5-1\u202E23'] }), 400, 'malformed', 'plates.0'],
  ['eleven plates', body({ plates: Array.from({ length: 11 }, () => '5-1') }), 400, 'malformed', 'plates'],
  ['a description too long', body({ description: 'ح'.repeat(4_001) }), 400, 'malformed', 'description'],
  ['a severity of none', body({ severity: 0 }), 400, 'malformed', 'severity'],
  ['a severity between', body({ severity: 1.5 }), 400, 'malformed', 'severity'],
  ['a severity as text', body({ severity: '1' }), 400, 'malformed', 'severity'],
  ['an id that is no UUID', body({ id: '42' }), 400, 'malformed', 'id'],
  ['an id of another version', body({ id: 'f81d4fae-7dec-41d0-a765-00a0c91e6bf6' }), 400, 'malformed', 'id'],
  ['no id', body({ id: undefined }), 400, 'malformed', 'id'],
  ['a seq of its own', body({ seq: 1 }), 400, 'malformed', 'seq'],
  ['a state of its own', body({ state: 'closed' }), 400, 'malformed', 'state'],
  ['a reporter of its own', body({ reportedBy: { id: newId() } }), 400, 'malformed', 'reportedBy'],
  ['a prototype', raw('"__proto__":{"role":"supervisor"}'), 400, 'malformed', '__proto__'],
  ['a constructor', raw('"constructor":{"prototype":{}}'), 400, 'malformed', 'constructor'],
  ['a list', '[]', 400, 'malformed', 'body'],
];

describe('a report is refused with', () => {
  test.each(refusals)('%s', async (_, text, status, code, field) => {
    for (const locale of ['ar', 'en'] as const) {
      const answer = await post(report, text, { 'accept-language': locale });
      expect(answer).toMatchObject({ status, problem: { code, field } });
      expect(answer.problem.message).toBe(problemText({ code, field }, locale));
      expect(answer.problem.message.startsWith(`${fieldName(field, locale)}: `)).toBe(true);
    }
  });
});

const known = [
  'location.lat',
  'title',
  'type',
  'occurredAt',
  'severity',
  'plates.0',
  'placeId',
  'body',
  'id',
];

test.each(known)('the field %s has a name in Arabic and in English', (field) => {
  expect(fieldName(field, 'ar')).toMatch(/^[\p{Script=Arabic}\p{M}\s]+$/u);
  expect(fieldName(field, 'en')).toMatch(/^[A-Z][a-z ]+$/);
});

const broken: readonly (readonly [string, string, Record<string, string>, number, ErrorCode])[] = [
  ['cut off', body({}).slice(0, -5), {}, 400, 'malformed'],
  ['no JSON at all', 'title=a&severity=1', {}, 400, 'malformed'],
  ['a bare text', '"report"', {}, 400, 'malformed'],
  ['nothing', '', {}, 400, 'malformed'],
  ['a form', 'title=a', { 'content-type': 'application/x-www-form-urlencoded' }, 400, 'malformed'],
  ['plain text', body({}), { 'content-type': 'text/plain' }, 400, 'malformed'],
  ['of 65 kB', body({ description: 'x'.repeat(65 * 1024) }), {}, 413, 'too-large'],
  [
    'in an unknown charset',
    body({}),
    { 'content-type': 'application/json; charset=klingon' },
    400,
    'malformed',
  ],
  ['in an unknown encoding', body({}), { 'content-encoding': 'zip' }, 400, 'malformed'],
];

test.each(broken)('a body that is %s is refused', async (_, text, headers, status, code) => {
  expect(await post(report, text, headers)).toMatchObject({ status, problem: { code } });
});

test('no command takes bad input either', async () => {
  const person = room.as('sabha-reporter');
  const { id } = standing;
  const ask = async (door: Parameters<typeof person.refused>[0], input: object) =>
    person.refused(door, input as never);
  expect(await ask(amendIncident, { id, expectedVersion: '1', title: 'أ' })).toMatchObject({
    field: 'expectedVersion',
  });
  expect(await ask(amendIncident, { id, expectedVersion: 0, title: 'أ' })).toMatchObject({
    field: 'expectedVersion',
  });
  expect(await ask(amendIncident, { id, title: 'أ' })).toMatchObject({ field: 'expectedVersion' });
  expect(await ask(amendIncident, { id, expectedVersion: 1, title: '\u202E' })).toMatchObject({
    field: 'title',
  });
  expect(await ask(amendIncident, { id, expectedVersion: 1, location: { lat: 1, lon: 1 } })).toMatchObject({
    code: 'outside-country',
  });
  expect(await ask(amendIncident, { id, expectedVersion: 1, occurredAt: inFuture(10) })).toMatchObject({
    code: 'occurred-in-future',
  });
  expect(await ask(amendIncident, { id, expectedVersion: 1, type: 'nothing' })).toMatchObject({
    code: 'unknown-type',
  });
  expect(await ask(noteIncident, { id, expectedVersion: 1, text: '\u0000' })).toMatchObject({
    field: 'text',
  });
  expect(await ask(noteIncident, { id, expectedVersion: 1, text: 'x'.repeat(2_001) })).toMatchObject({
    field: 'text',
  });
});

test('questions with bad values are refused, not answered with a fault', async () => {
  const person = room.as('sabha-reporter');
  const ask = async (door: Parameters<typeof person.refused>[0], input: object) =>
    person.refused(door, input as never);
  const end = (text: string): string => Buffer.from(text).toString('base64url');
  const malformed = { code: 'malformed' };
  expect(await ask(readIncident, { id: 'count-me' })).toMatchObject({ ...malformed, field: 'id' });
  expect(await ask(readIncident, { id: "' or 1=1 --" })).toMatchObject(malformed);
  expect(await ask(listIncidents, { limit: 201 })).toMatchObject({ ...malformed, field: 'limit' });
  expect(await ask(listIncidents, { limit: 'all' })).toMatchObject({ ...malformed, field: 'limit' });
  expect(await ask(listIncidents, { from: 'yesterday' })).toMatchObject({ ...malformed, field: 'from' });
  expect(await ask(listIncidents, { type: 'a\u0000b' })).toMatchObject({ ...malformed, field: 'type' });
  expect(await ask(listIncidents, { district: '\u0000' })).toMatchObject({ ...malformed, field: 'district' });
  expect(await ask(locatePoint, { lat: 'x', lon: 1 })).toMatchObject({ ...malformed, field: 'lat' });
  expect(await ask(locatePoint, { lat: 51.5, lon: 0 })).toMatchObject({ code: 'outside-country' });
  expect(await ask(searchPlaces, { q: '' })).toMatchObject({ ...malformed, field: 'q' });
  for (const cursor of [
    'garbage',
    end('now|x'),
    end(`2026-01-01T00:00:00.000Z|${'-'.repeat(36)}`),
    end(`1|${newId()}`),
  ]) {
    expect(await ask(listIncidents, { cursor })).toMatchObject({ code: 'bad-cursor', field: 'cursor' });
    expect(await ask(listAlerts, { cursor })).toMatchObject({ code: 'bad-cursor', field: 'cursor' });
    expect(await ask(readEvents, { cursor })).toMatchObject({ code: 'bad-cursor', field: 'cursor' });
  }
});

test('times that the database itself could not read are understood all the same', async () => {
  const person = room.as('sabha-reporter');
  const end = Buffer.from(`0000-01-01T00:00:00.000Z|${newId()}`).toString('base64url');
  for (const input of [
    { from: '0000-01-01T00:00:00Z', limit: 1 },
    { to: '0000-01-01T00:00:00Z', limit: 1 },
    { from: '9999-12-31T23:59:59-23:00', limit: 1 },
    { to: '2026-01-01T00:00:00+23:59', limit: 1 },
    { cursor: end, limit: 1 },
  ]) {
    expect((await person.call(listIncidents, input)).status, JSON.stringify(input)).toBe(200);
  }
  expect((await person.call(listAlerts, { cursor: end })).status).toBe(200);
});

test('nobody signs in with bad input', async () => {
  const signIn = '/api/v1/session';
  const as = (username: unknown, password: unknown = 'secret-enough') =>
    post(signIn, JSON.stringify({ username, password }));
  expect(await as('a\u0000b')).toMatchObject({ status: 400, problem: { field: 'username' } });
  expect(await as({ $ne: '' })).toMatchObject({ status: 400, problem: { field: 'username' } });
  expect(await as('x'.repeat(81))).toMatchObject({ status: 400, problem: { field: 'username' } });
  expect(await as('t1-operator', '')).toMatchObject({ status: 400, problem: { field: 'password' } });
  expect(await as('t1-operator', 'x'.repeat(257))).toMatchObject({
    status: 400,
    problem: { field: 'password' },
  });
});
