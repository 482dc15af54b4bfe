import { randomUUID } from 'node:crypto';
import { readIncident, reportIncident } from '@t1/shared/incident-doors';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aReport } from '../../test/factories.ts';
import type { TestRoom } from '../../test/harness.ts';
import { eventually, openTestRoom, pause } from '../../test/harness.ts';
import { addressOf, appAddressOf } from '../../test/parts/database.ts';

let room: TestRoom;
beforeAll(async () => {
  room = await openTestRoom();
});
afterAll(() => room.close());

async function appConnection(): Promise<Client> {
  const client = new Client({ connectionString: appAddressOf(room.database) });
  await client.connect();
  return client;
}

const append = `select seq from append_event(gen_random_uuid(), 'incident.withdrawn', $1, null, 1,
  '{sabha}', '{}', $2, json_build_object('id', $1::uuid), null)`;

/** The chain of the whole log, computed from its rows alone. */
const recomputed = `
  with recursive walk as (
    select 0::bigint as seq, sha256(''::bytea) as chain
    union all
    select e.seq, sha256(w.chain || convert_to(json_build_array(e.seq, e.id, e.type, e.subject, e.thread, e.version,
      e.audience, e.withdrawn_from, e.actor, e.data, e.detail, extract(epoch from e.at))::text, 'UTF8'))
    from walk w join event_log e on e.seq = w.seq + 1)
  select count(*)::int as checked, count(*) filter (where e.chain <> w.chain)::int as broken,
    (select w.chain = h.chain and w.seq = h.seq from event_head h, walk w order by w.seq desc limit 1) as head
  from walk w join event_log e using (seq)`;

test(
  'sixteen writers at once, some of whom give up, leave no hole, and a reader misses nothing',
  { timeout: 30_000 },
  async () => {
    const actor = JSON.stringify({ id: randomUUID(), nameAr: 'كاتب', nameEn: 'Writer', role: 'operator' });
    const [{ seq: startText } = { seq: '0' }] = await room.sql<{ seq: string }>('select seq from event_head');
    const start = Number(startText);
    const screen = await room.socketAs('sabha-duty');
    const ends = performance.now() + 3_000;
    const committed: number[] = [];
    let givenUp = 0;

    const write = async (writer: number): Promise<void> => {
      const client = await appConnection();
      for (let n = 0; performance.now() < ends; n += 1) {
        await client.query('begin');
        const { rows } = await client.query<{ seq: string }>(append, [randomUUID(), actor]);
        // Some are slow between the number and the commit: that is where other logs lose events.
        if ((n + writer) % 7 === 0) await pause((n * 5 + writer) % 4);
        if ((n * 16 + writer) % 20 === 0) {
          await client.query('rollback');
          givenUp += 1;
        } else {
          await client.query('commit');
          committed.push(Number(rows[0]?.seq));
        }
      }
      await client.end();
    };

    const read: number[] = [];
    const poll = async (): Promise<void> => {
      const client = await appConnection();
      let cursor = start;
      const look = async (): Promise<void> => {
        const { rows } = await client.query<{ seq: string }>(
          'select seq from event_log where seq > $1 order by seq',
          [cursor],
        );
        read.push(...rows.map(({ seq }) => Number(seq)));
        cursor = read.at(-1) ?? cursor;
      };
      while (performance.now() < ends) await look();
      await pause(300);
      await look();
      await client.end();
    };

    await Promise.all([poll(), ...Array.from({ length: 16 }, (_, writer) => write(writer))]);
    const expected = Array.from({ length: committed.length }, (_, n) => start + 1 + n);
    expect(committed.length).toBeGreaterThan(300);
    expect(givenUp).toBeGreaterThan(10);
    expect(committed.toSorted((a, b) => a - b)).toEqual(expected);
    expect(read).toEqual(expected);

    await screen.reaches(expected.at(-1) ?? 0);
    expect(screen.events.map(({ seq }) => seq)).toEqual(expected);
    screen.close();

    const [chain] = await room.sql<{ checked: number; broken: number; head: boolean }>(recomputed);
    expect(chain).toEqual({ checked: start + committed.length, broken: 0, head: true });
  },
);

test('the chain tells when a row was rewritten behind the triggers', async () => {
  await room.as('sabha-reporter').report({ title: 'الأصل' });
  await room.sql('alter table event_log disable trigger event_log_append_only');
  const [changed] = await room.sql<{ seq: string; before: string }>(
    `update event_log e set data = replace(e.data::text, 'الأصل', 'المزوّر')::json
     from event_log old where old.seq = e.seq and e.data::text like '%الأصل%'
     returning e.seq, old.data::text as before`,
  );
  expect((await room.sql<{ broken: number }>(recomputed))[0]?.broken).toBe(1);
  await room.sql('update event_log set data = $2::json where seq = $1', [changed?.seq, changed?.before]);
  await room.sql('alter table event_log enable trigger event_log_append_only');
  expect((await room.sql<{ broken: number }>(recomputed))[0]?.broken).toBe(0);
});

test('when the listening connection is killed, events go on arriving within a second, and it comes back', async () => {
  const listeners = () =>
    room.sql<{ pid: number }>(
      "select pid from pg_stat_activity where datname = current_database() and application_name = 't1-listener'",
    );
  const screen = await room.socketAs('sabha-duty');
  const [before] = await eventually('it listens', listeners, (rows) => rows.length === 1);
  await room.sql('select pg_terminate_backend($1)', [before?.pid]);
  await eventually('it is gone', listeners, (rows) => rows.length === 0);
  const { id } = await room.as('sabha-reporter').report();
  expect(await screen.sees('incident.reported', id)).toBeLessThan(1_000);
  // Nobody listens yet: it was the poll that brought the event.
  expect(await listeners()).toEqual([]);

  const [after] = await eventually('it listens again', listeners, (rows) => rows.length === 1);
  expect(after?.pid).not.toBe(before?.pid);
});

test('a writer that freezes while it holds the head is thrown out, and the others go on', async () => {
  const frozen = await appConnection();
  const thrown = new Promise<void>((resolve) => frozen.on('error', () => resolve()));
  await frozen.query("set idle_in_transaction_session_timeout = '300ms'");
  await frozen.query('begin');
  await frozen.query(append, [randomUUID(), '{}']);
  const { seq } = await room.as('sabha-reporter').report();
  await thrown;
  const [last] = await room.sql<{ seq: string }>('select seq from event_head');
  expect(Number(last?.seq)).toBe(seq);
});

test('while the head stays locked a report is refused as busy within seconds, and nothing is stored', async () => {
  const blocker = new Client({ connectionString: addressOf(room.database) });
  await blocker.connect();
  await blocker.query('begin');
  await blocker.query('select from event_head for update');
  const report = aReport();
  const started = performance.now();
  const answer = await room.as('sabha-reporter').call(reportIncident, report);
  expect(performance.now() - started).toBeLessThan(4_500);
  expect(answer).toMatchObject({ status: 503, problem: { code: 'busy' } });
  await blocker.end();
  expect((await room.as('sabha-reporter').refused(readIncident, { id: report.id })).code).toBe('not-found');
  expect(
    (await room.as('sabha-reporter').call(reportIncident, report)).headers.get('idempotent-replay'),
  ).toBeNull();
});
