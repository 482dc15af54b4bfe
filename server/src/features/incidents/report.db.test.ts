import { listIncidents, listIncidentTypes, reportIncident } from '@t1/shared/incident-doors';
import { locatePoint } from '@t1/shared/organisation';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aReport, newId, points } from '../../../test/factories.ts';
import type { TestRoom } from '../../../test/harness.ts';
import { eventually, openTestRoom } from '../../../test/harness.ts';
import { addressOf } from '../../../test/parts/database.ts';

let room: TestRoom;
beforeAll(async () => {
  room = await openTestRoom();
});
afterAll(() => room.close());

const countOf = async (table: string): Promise<number> => {
  const [row] = await room.sql<{ count: number }>(`select count(*)::int from ${table}`);
  return row?.count ?? -1;
};

test('a reporter reports, the operator finds the incident in the list and reads it with its timeline', async () => {
  const report = aReport({ description: 'أمام مدخل السوق', plates: ['5-123456'], severity: 4 });
  const receipt = await room.as('sabha-reporter').done(reportIncident, report);

  const { items } = await room.as('t1-operator').done(listIncidents, {});
  expect(items.map(({ id }) => id)).toContain(report.id);
  const incident = await room.as('t1-operator').read(report.id);
  expect(incident).toMatchObject({
    ...report,
    ref: receipt.ref,
    state: 'reported',
    version: 1,
    districtId: 'LY-SB',
    directorateId: 'sabha',
    reportingDirectorateId: 'sabha',
    reportedBy: { role: 'reporter', directorateId: 'sabha' },
    exercise: true,
  });
  expect(incident.place?.nameAr).toBeTypeOf('string');
  expect(incident.timeline).toMatchObject([
    { seq: receipt.seq, type: 'incident.reported', subject: report.id, actor: { role: 'reporter' } },
  ]);
});

test('references are counted per year without a gap, also when reports are refused in between', async () => {
  const first = await room.as('sabha-reporter').report();
  await room.as('sabha-reporter').refused(reportIncident, aReport({ type: 'no-such-type' }));
  await room.as('sabha-reporter').refused(reportIncident, aReport({ location: { lat: 48.2, lon: 16.4 } }));
  const second = await room.as('tripoli-reporter').report({ location: points.tripoli });
  const number = (ref: string): number => Number(/^T1-\d{4}-(\d{6})$/.exec(ref)?.[1]);
  expect(number(second.ref)).toBe(number(first.ref) + 1);
});

describe('the same report', () => {
  test('sent fifty times at once and again later is one incident with one answer', async () => {
    const report = aReport({ severity: 2 });
    const [incidents, events] = [await countOf('incident'), await countOf('event_log')];
    const person = room.as('sabha-reporter');
    const blocker = new Client({ connectionString: addressOf(room.database) });
    await blocker.connect();
    await blocker.query('begin; select from incident_number for update');
    const sent = Array.from({ length: 50 }, () => person.call(reportIncident, report));
    // Many have looked for the id and found nothing before the first of them is stored.
    const waiting = () =>
      room.sql(
        "select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'",
      );
    await eventually('a crowd', waiting, ({ length }) => length >= 10);
    await blocker.query('commit');
    await blocker.end();
    const answers = await Promise.all(sent);
    await room.clock.forward({ minutes: 20 });
    answers.push(await room.another('sabha-reporter').call(reportIncident, report));

    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([201]));
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    const replays = answers.filter(({ headers }) => headers.get('idempotent-replay') === 'true');
    expect(replays).toHaveLength(50);
    expect(await countOf('incident')).toBe(incidents + 1);
    const [reported] = await room.sql<{ count: number }>(
      "select count(*)::int from event_log where seq > $1 and type = 'incident.reported'",
      [events],
    );
    expect(reported?.count).toBe(1);
  });

  test('is the same whatever the order of its fields', async () => {
    const report = aReport();
    const { id, title, ...others } = report;
    await room.as('sabha-reporter').report(report);
    const again = await room.as('sabha-reporter').call(reportIncident, { title, ...others, id });
    expect(again.headers.get('idempotent-replay')).toBe('true');
  });

  test('with another title is a conflict and changes nothing', async () => {
    const report = aReport();
    await room.as('sabha-reporter').report(report);
    const problem = await room.as('sabha-reporter').refused(reportIncident, { ...report, title: 'غيره' });
    expect(problem).toMatchObject({ code: 'conflict-id', field: 'id' });
    expect(await room.as('sabha-reporter').read(report.id)).toMatchObject({
      title: report.title,
      version: 1,
    });
  });

  test('from another person is a conflict: nobody learns or takes over what others reported', async () => {
    const report = aReport();
    await room.as('sabha-reporter').report(report);
    const problem = await room.as('sabha-duty').refused(reportIncident, report);
    expect(problem.code).toBe('conflict-id');
  });

  test('with its id written in capitals is still the same, and everybody sees the id in small letters', async () => {
    const screen = await room.socketAs('sabha-reporter');
    const id = newId();
    const first = await room.as('sabha-reporter').report(aReport({ id: id.toUpperCase(), title: 'نزاع' }));
    expect(first.id).toBe(id);
    await screen.sees('incident.reported', id);
    expect(screen.events.at(-1)?.data.id).toBe(id);
    const again = await room.as('sabha-reporter').call(reportIncident, aReport({ id, title: 'نزاع' }));
    expect(again.body).toEqual(first);
    screen.close();
  });
});

describe('where it happened', () => {
  test('a point is in the district of the map and with the directorate that covers it', async () => {
    const operator = room.as('t1-operator');
    const at = async (location: { lat: number; lon: number }) => {
      const { id } = await operator.report({ location });
      const { districtId, directorateId } = await operator.read(id);
      return [districtId, directorateId];
    };
    expect(await at(points.benghazi)).toEqual(['LY-BA', 'greater-benghazi']);
    expect(await at(points.tripoli)).toEqual(['LY-TB', 'tripoli']);
    expect(await at(points.murzuq)).toEqual(['LY-MQ', 'murzuq']);
    expect(await at(points.kufra)).toEqual(['LY-KF', 'kufra']);
  });

  test('a place name alone is enough', async () => {
    const operator = room.as('t1-operator');
    const placeId = 'airport-sabha-international-airport';
    const { id } = await operator.report({ location: undefined, placeId });
    expect(await operator.read(id)).toMatchObject({
      directorateId: 'sabha',
      place: { id: placeId, distanceM: 0 },
      location: { lat: 26.992, lon: 14.466 },
    });
  });

  test('neither point nor place is refused with the field', async () => {
    const problem = await room
      .as('t1-operator')
      .refused(reportIncident, aReport({ location: undefined }), { headers: { 'accept-language': 'en' } });
    expect(problem).toMatchObject({ code: 'location-missing', field: 'location' });
    expect(problem.message).toMatch(/^Location: /);
  });

  test('near a border another directorate may be named, far from it not', async () => {
    const operator = room.as('t1-operator');
    // Between Tripoli and Tajoura: both cover the district.
    const border = { lat: 32.885, lon: 13.27 };
    const located = await operator.done(locatePoint, border);
    const [other] = located.alternatives;
    expect(other).toBeTypeOf('string');
    const { id } = await operator.report({ location: border, directorateId: other });
    expect((await operator.read(id)).directorateId).toBe(other);

    const far = await operator.refused(reportIncident, aReport({ location: border, directorateId: 'sabha' }));
    expect(far).toMatchObject({ code: 'override-too-far', field: 'directorateId' });
    const none = await operator.refused(reportIncident, aReport({ directorateId: 'nowhere' }));
    expect(none).toMatchObject({ code: 'unknown-directorate', field: 'directorateId' });
  });

  test('near a border the own directorate of the one who reports comes first', async () => {
    const border = { lat: 32.885, lon: 13.27 };
    const { directorateId, alternatives } = await room.as('t1-operator').done(locatePoint, border);
    for (const directorate of [directorateId, ...alternatives].slice(0, 2)) {
      const reporter = room.as(`${directorate}-reporter`);
      const { id } = await reporter.report({ location: border });
      expect((await reporter.read(id)).directorateId).toBe(directorate);
    }
  });
});

test('the catalogue has Arabic and English names and a severity for every type', async () => {
  const { items } = await room.as('sabha-reporter').done(listIncidentTypes, {});
  expect(items.length).toBeGreaterThan(20);
  for (const { nameAr, nameEn, groupNameAr } of items) {
    expect(`${nameAr}${groupNameAr}`).toMatch(/^\P{Script=Latin}+$/u);
    expect(nameEn).toMatch(/^\P{Script=Arabic}+$/u);
  }
});

describe('when the map of directorates is redrawn', () => {
  const takesOver = (directorate: string, district: string) =>
    room.sql(
      `insert into coverage (directorate_id, district_id, rank, towns, valid_from)
       values ($1, $2, 1, '{}', current_date)`,
      [directorate, district],
    );
  const ownerOf = async (id: string) => (await room.as('t1-operator').read(id)).directorateId;

  test('an incident keeps the directorate of its time, and new ones go to whoever took over', async () => {
    const before = await room.as('murzuq-reporter').report({ location: points.murzuq });
    await room.sql(
      "update directorate set valid_to = current_date, merged_into = 'sabha' where id = 'murzuq'",
    );
    await takesOver('sabha', 'LY-MQ');
    await room.restart();

    expect(await ownerOf(before.id)).toBe('murzuq');
    expect(await room.as('murzuq-reporter').read(before.id)).toMatchObject({ districtId: 'LY-MQ' });
    const after = await room.as('t1-operator').report({ location: points.murzuq });
    expect(await ownerOf(after.id)).toBe('sabha');
  });

  test('a district that another directorate covers from today on belongs to it, though both still stand', async () => {
    const before = await room.as('t1-operator').report({ location: points.kufra });
    await room.sql("update coverage set valid_to = current_date where directorate_id = 'kufra'");
    await takesOver('ajdabiya', 'LY-KF');
    await room.restart();

    expect(await ownerOf(before.id)).toBe('kufra');
    const after = await room.as('t1-operator').report({ location: points.kufra });
    expect(await ownerOf(after.id)).toBe('ajdabiya');
  });
});
