import { acknowledgeAlert } from '@t1/shared/alert-doors';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestRoom } from '../../test/harness.ts';
import { eventually, openTestRoom } from '../../test/harness.ts';

let room: TestRoom;
beforeAll(async () => {
  room = await openTestRoom();
});
afterAll(() => room.close());

const openedViews = (id: string) =>
  room.sql<{ data: { place?: { id: string } } }>(
    "select data from event_log where subject = $1 and type = 'incident.opened' order by seq",
    [id],
  );

test('what a killed room had still to do is done at its start as it would have been before', async () => {
  const incident = await room.as('sabha-reporter').report({ severity: 1 });
  const duty = room.as('sabha-duty');
  const alert = await duty.alertOf(incident);
  await duty.done(acknowledgeAlert, { id: alert.id, expectedVersion: alert.version });
  const isOpened = (times: number) =>
    eventually(
      'the incident is taken up',
      () => openedViews(incident.id),
      (views) => views.length === times,
    );
  await isOpened(1);
  // As if the room had been killed between the acknowledgement and what follows from it.
  await room.sql(
    `update incident set state = 'reported', version = 1, opened_at = null, opened_by = null where id = $1`,
    [incident.id],
  );
  await room.sql("update reaction_cursor set seq = 0 where name = 'open-on-acknowledge'");
  await room.restart();
  const [before, after] = await isOpened(2);
  expect(before?.data.place?.id).toBeDefined();
  expect(after?.data.place).toEqual(before?.data.place);
});

test('a report that raises no alert costs no transaction, and the next grave one gets its alert', async () => {
  const placeOf = async () => {
    const rows = await room.sql<{ seq: string }>(
      "select seq from reaction_cursor where name = 'alerts-follow-incidents'",
    );
    return Number(rows[0]?.seq);
  };
  const before = await placeOf();
  const reporter = room.as('sabha-reporter');
  await reporter.report({ severity: 3 });
  await reporter.report({ severity: 4 });
  expect(await placeOf()).toBe(before);
  const grave = await reporter.report({ severity: 2 });
  await room.as('sabha-duty').alertOf(grave);
  expect(await placeOf()).toBe(grave.seq);
});
