import { listAlerts } from '@t1/shared/alert-doors';
import {
  amendIncident,
  closeIncident,
  listIncidents,
  noteIncident,
  openIncident,
  reopenIncident,
} from '@t1/shared/incident-doors';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { points } from '../../../test/factories.ts';
import type { Person, TestRoom } from '../../../test/harness.ts';
import { eventually, openTestRoom } from '../../../test/harness.ts';

let room: TestRoom;
let reporter: Person;
let duty: Person;
let operator: Person;
let supervisor: Person;
beforeAll(async () => {
  room = await openTestRoom();
  reporter = room.as('sabha-reporter');
  duty = room.as('sabha-duty');
  operator = room.as('t1-operator');
  supervisor = room.as('t1-supervisor');
});
afterAll(() => room.close());

describe('amending', () => {
  test('changes what is named, leaves the rest, and the timeline tells which fields', async () => {
    const { id } = await reporter.report({ title: 'حادث', plates: ['5-1'] });
    const receipt = await reporter.done(amendIncident, {
      id,
      expectedVersion: 1,
      title: 'حادث سير',
      severity: 2,
    });
    const incident = await operator.read(id);
    expect(receipt).toMatchObject({ id, version: 2 });
    expect(incident).toMatchObject({ title: 'حادث سير', severity: 2, plates: ['5-1'], version: 2 });
    const amended = incident.timeline.find(({ type }) => type === 'incident.amended');
    expect(amended).toMatchObject({ seq: receipt.seq });
    expect(amended?.detail).toEqual({
      changed: ['severity', 'version', 'title'].filter((f) => f !== 'version'),
    });
  });

  test('of a stale version is refused with the version that stands, and nothing is changed', async () => {
    const { id } = await reporter.report();
    await operator.done(amendIncident, { id, expectedVersion: 1, title: 'أول' });
    const problem = await duty.refused(amendIncident, { id, expectedVersion: 1, title: 'ثانٍ' });
    expect(problem).toMatchObject({ code: 'conflict-version', field: 'expectedVersion', version: 2 });
    expect((await operator.read(id)).title).toBe('أول');
  });

  test('of one version by ten at once succeeds once', async () => {
    const { id } = await reporter.report();
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        operator.call(amendIncident, { id, expectedVersion: 1, title: `صيغة ${n}` }),
      ),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
    expect(answers.filter(({ problem }) => problem?.version === 2)).toHaveLength(9);
  });

  test('that changes nothing is refused', async () => {
    const { id } = await reporter.report({ title: 'كما هو' });
    const problem = await reporter.refused(amendIncident, { id, expectedVersion: 1, title: 'كما هو' });
    expect(problem.code).toBe('nothing-to-change');
  });

  test('by the reporter ends after thirty minutes, by the duty officer not', async () => {
    const { id } = await reporter.report();
    await room.clock.forward({ minutes: 29 });
    await reporter.done(amendIncident, { id, expectedVersion: 1, title: 'في الوقت' });
    await room.clock.forward({ minutes: 2 });
    const late = await reporter.refused(amendIncident, { id, expectedVersion: 2, title: 'متأخر' });
    expect(late.code).toBe('amend-window-over');
    await duty.done(amendIncident, { id, expectedVersion: 2, title: 'من المناوب' });
    await reporter.done(noteIncident, { id, expectedVersion: 3, text: 'تصحيح متأخر' });
  });

  test('of the report of another person is not for a reporter', async () => {
    const { id } = await duty.report();
    const problem = await reporter.refused(amendIncident, { id, expectedVersion: 1, title: 'ليس لي' });
    expect(problem.code).toBe('forbidden');
  });

  test('the location moves the incident to the directorate of the new place', async () => {
    const { id } = await operator.report({ location: points.sabha });
    await operator.done(amendIncident, { id, expectedVersion: 1, location: points.murzuq });
    expect(await operator.read(id)).toMatchObject({
      location: points.murzuq,
      districtId: 'LY-MQ',
      directorateId: 'murzuq',
    });
  });

  test('a closed incident is refused', async () => {
    const { id } = await reporter.report();
    await operator.done(closeIncident, { id, expectedVersion: 1 });
    const problem = await operator.refused(amendIncident, { id, expectedVersion: 2, title: 'بعد الإغلاق' });
    expect(problem).toMatchObject({ code: 'illegal-transition', state: 'closed' });
  });
});

describe('the way of an incident', () => {
  test('reported, open, closed, reopened, open, closed: every step with who and when', async () => {
    const { id } = await reporter.report();
    await duty.done(openIncident, { id, expectedVersion: 1 });
    expect(await operator.read(id)).toMatchObject({ state: 'open', openedBy: { role: 'duty' } });
    await duty.done(closeIncident, { id, expectedVersion: 2, disposition: 'unfounded', reason: 'لا أثر' });
    expect(await operator.read(id)).toMatchObject({
      state: 'closed',
      disposition: 'unfounded',
      closedBy: { role: 'duty' },
    });
    await supervisor.done(reopenIncident, { id, expectedVersion: 3, reason: 'شاهد جديد' });
    const reopened = await operator.read(id);
    expect(reopened).toMatchObject({ state: 'reopened' });
    expect(reopened).not.toHaveProperty('closedAt');
    expect(reopened).not.toHaveProperty('disposition');
    await operator.done(openIncident, { id, expectedVersion: 4 });
    await operator.done(closeIncident, { id, expectedVersion: 5 });
    const { timeline } = await operator.read(id);
    expect(timeline.map(({ type, detail }) => [type, detail?.['reason']])).toEqual([
      ['incident.reported', undefined],
      ['incident.opened', undefined],
      ['incident.closed', 'لا أثر'],
      ['incident.reopened', 'شاهد جديد'],
      ['incident.opened', undefined],
      ['incident.closed', undefined],
    ]);
  });

  test('no step leads where the rules do not go', async () => {
    const { id } = await reporter.report();
    const reason = 'سبب';
    const illegal = (state: string) => ({ code: 'illegal-transition', state });
    expect(await supervisor.refused(reopenIncident, { id, expectedVersion: 1, reason })).toMatchObject(
      illegal('reported'),
    );
    await supervisor.done(openIncident, { id, expectedVersion: 1 });
    expect(await supervisor.refused(openIncident, { id, expectedVersion: 2 })).toMatchObject(illegal('open'));
    await supervisor.done(closeIncident, { id, expectedVersion: 2 });
    expect(await supervisor.refused(openIncident, { id, expectedVersion: 3 })).toMatchObject(
      illegal('closed'),
    );
    expect(await supervisor.refused(closeIncident, { id, expectedVersion: 3 })).toMatchObject(
      illegal('closed'),
    );
    expect(await operator.read(id)).toMatchObject({ state: 'closed', version: 3 });
  });

  test('to do nothing is a decision too, and says why', async () => {
    const { id } = await room.as('sabha-reporter').report();
    const close = { id, expectedVersion: 1, disposition: 'no-action' } as const;
    const refused = await room.as('sabha-duty').refused(closeIncident, close);
    expect(refused).toMatchObject({ code: 'malformed', field: 'reason' });
    await room.as('sabha-duty').done(closeIncident, { ...close, reason: 'بلاغ كيدي' });
  });

  test('a closed incident still takes a note', async () => {
    const { id } = await reporter.report();
    await operator.done(closeIncident, { id, expectedVersion: 1 });
    await reporter.done(noteIncident, { id, expectedVersion: 2, text: 'عُثر على السيارة' });
    const { timeline } = await operator.read(id);
    expect(timeline.at(-1)).toMatchObject({ type: 'incident.noted', detail: { text: 'عُثر على السيارة' } });
  });

  test('a critical incident is closed by the room, not by the duty officer', async () => {
    const { id } = await reporter.report({ severity: 1 });
    await duty.alertOf({ id });
    expect((await duty.refused(closeIncident, { id, expectedVersion: 1 })).code).toBe('forbidden');
    await operator.done(closeIncident, { id, expectedVersion: 1 });
    expect((await duty.refused(reopenIncident, { id, expectedVersion: 2, reason: 'سبب' })).code).toBe(
      'forbidden',
    );
  });

  test('the duty officer of the directorate that only took the call may read but not close', async () => {
    const { id } = await reporter.report({ location: points.benghazi });
    expect((await duty.read(id)).directorateId).toBe('greater-benghazi');
    expect((await duty.refused(closeIncident, { id, expectedVersion: 1 })).code).toBe('forbidden');
    await room.as('greater-benghazi-duty').done(closeIncident, { id, expectedVersion: 1 });
  });

  test('closing closes its alert; reopening raises another', async () => {
    const { id } = await reporter.report({ severity: 1 });
    const first = await operator.alertOf({ id });
    await operator.done(closeIncident, { id, expectedVersion: 1 });
    const openAlerts = async () =>
      (await operator.done(listAlerts, { limit: 200 })).items.map((alert) => alert.id);
    await eventually('the alert is closed', openAlerts, (ids) => !ids.includes(first.id));
    await supervisor.done(reopenIncident, { id, expectedVersion: 2, reason: 'تجدد' });
    const second = await operator.alertOf({ id });
    expect(second).toMatchObject({ state: 'unacknowledged', severity: 1 });
    expect(second.id).not.toBe(first.id);
  });
});

describe('finding', () => {
  test('searches by words of title, place and reference, whatever the spelling of Arabic', async () => {
    const { id, ref } = await reporter.report({ title: 'سرقة سيّارة في الْمدينة القديمة' });
    const found = async (q: string) =>
      (await operator.done(listIncidents, { q })).items.map((item) => item.id);
    for (const q of ['سيارة', 'المدينه القديمه', ref, ref.toLowerCase(), 'سبها سرقة']) {
      expect(await found(q), q).toContain(id);
    }
    for (const q of ['طائرة', '%', '_', "' or 1=1"]) expect(await found(q), q).not.toContain(id);
  });

  test('pages of a list hold every incident once, newest first', async () => {
    for (let n = 0; n < 7; n += 1) await operator.report({ title: `صفحة ${n}`, location: points.kufra });
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await operator.done(listIncidents, {
        directorate: 'kufra',
        limit: 3,
        ...(cursor && { cursor }),
      });
      seen.push(...page.items.map(({ title }) => title));
      cursor = page.next;
    } while (cursor !== undefined);
    expect(seen).toEqual([6, 5, 4, 3, 2, 1, 0].map((n) => `صفحة ${n}`));
  });

  test('filters by state, severity, type, district and time', async () => {
    const { id } = await operator.report({ type: 'homicide', severity: 1, location: points.misrata });
    const one = async (filter: Parameters<typeof listIncidents.query.parse>[0]) =>
      (await operator.done(listIncidents, filter as never)).items.map((item) => item.id);
    expect(await one({ type: 'homicide', severity: 1, district: 'LY-MI', state: 'reported' })).toEqual([id]);
    expect(await one({ type: 'homicide', state: 'closed' })).toEqual([]);
    const { reportedAt } = await operator.read(id);
    expect(await one({ type: 'homicide', from: reportedAt })).toEqual([id]);
    expect(await one({ type: 'homicide', to: reportedAt })).toEqual([]);
  });
});
