import { randomUUID } from 'node:crypto';
import { readEvents, readSnapshot } from '@t1/shared/live-doors';
import { readMetrics } from '@t1/shared/operations';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { points } from '../../test/factories.ts';
import type { TestRoom } from '../../test/harness.ts';
import { eventually, openTestRoom, pause } from '../../test/harness.ts';
import type { Cursor } from './cursor.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

let room: TestRoom;
beforeAll(async () => {
  room = await openTestRoom();
  await room.as('sabha-reporter').report();
});
afterAll(() => room.close());

const cursorOf = async (username: string) => (await room.as(username).done(readSnapshot, {})).cursor;

async function head(): Promise<number> {
  const [row] = await room.sql<{ seq: string }>('select seq from event_head');
  return Number(row?.seq);
}

describe('the handshake', () => {
  test('takes a page of the room itself', async () => {
    const screen = await room.socketAs('t1-operator');
    expect(screen.connected).toBe(true);
    screen.close();
  });

  test.each([
    ['of another site', 'https://evil.example'],
    ['of another port of this machine', 'http://127.0.0.1:1'],
    ['that hides its origin', 'null'],
    ['whose origin only begins like the room', 'own.evil.example'],
    ['without an origin', null],
  ])('refuses a page %s, though it has the cookie', async (_, origin) => {
    const given = origin?.startsWith('own') === true ? `${room.url}${origin.slice(3)}` : origin;
    const screen = await room.socketAs('t1-operator', { origin: given });
    expect(screen.connected).toBe(false);
    expect(screen.refusal).toBeTypeOf('string');
  });

  test('refuses whoever has no session', async () => {
    for (const cookie of ['', `t1=${'A'.repeat(43)}`]) {
      const screen = await room.socketAs('t1-operator', { cookie });
      expect([screen.connected, screen.refusal]).toEqual([false, 'unauthenticated']);
    }
  });

  test('has websocket alone', async () => {
    const person = room.as('t1-operator');
    await person.enter();
    const answer = await person.send({
      method: 'GET',
      path: '/rt/?EIO=4&transport=polling',
      headers: { origin: room.url },
    });
    expect(answer.status).toBe(400);
  });

  test('tells a screen of another contract to load itself anew', async () => {
    const screen = await room.socketAs('t1-operator', { contract: 999 });
    await screen.until('it is closed', ({ closed }) => closed);
    expect(screen.resetReason).toBe('contract');
  });
});

describe('batches', () => {
  test('follow each other without a hole while everybody posts, and hold exactly what each may see', async () => {
    const from = await head();
    const names = ['t1-operator', 'sabha-reporter', 'greater-benghazi-duty', 'tripoli-duty'];
    const screens = await Promise.all(names.map((name) => room.socketAs(name)));
    await Promise.all(
      [points.sabha, points.benghazi, points.tripoli, points.ubari].map(async (location, writer) => {
        for (let n = 0; n < 12; n += 1) {
          await room
            .as('t1-operator')
            .report({ location, severity: n % 4 === 0 ? 1 : 3, title: `${writer}/${n}` });
        }
      }),
    );
    await pause(200);
    const to = await head();
    const rows = await room.sql<{ seq: string; audience: string[] }>(
      'select seq, audience from event_log where seq > $1 order by seq',
      [from],
    );
    for (const [index, screen] of screens.entries()) {
      await screen.reaches(to);
      const directorate = ['', 'sabha', 'greater-benghazi', 'tripoli'][index] ?? '';
      const visible = rows.filter(({ audience }) => index === 0 || audience.includes(directorate));
      expect(visible.length).toBeGreaterThan(10);
      expect(screen.events.map(({ seq }) => seq)).toEqual(visible.map(({ seq }) => Number(seq)));
      expect(screen.faults).toEqual([]);
      screen.close();
    }
  });

  test('move the position on over events the screen may not see', async () => {
    const screen = await room.socketAs('sabha-duty');
    const { seq } = await room.as('tripoli-reporter').report({ location: points.tripoli });
    await screen.reaches(seq);
    expect(screen.events).toEqual([]);
    expect(decodeCursor(screen.cursor ?? '')).toMatchObject({ seq });
    screen.close();
  });

  test('come with a head every two seconds, also in silence', async () => {
    const screen = await room.socketAs('sabha-duty');
    await screen.until('three heads', ({ heads }) => heads.length >= 3, 5_000);
    expect(screen.heads.at(-1)?.seq).toBe(await head());
    screen.close();
  });
});

describe('coming back', () => {
  test('with an old cursor brings exactly what was missed, once and in order', async () => {
    const screen = await room.socketAs('sabha-duty', { cursor: await cursorOf('sabha-duty') });
    const { seq } = await room.as('sabha-reporter').report({ title: 'قبل الانقطاع' });
    await screen.reaches(seq);
    const { cursor = '' } = screen;
    screen.close();

    const missed: string[] = [];
    for (let n = 0; n < 5; n += 1) {
      missed.push((await room.as('sabha-reporter').report({ title: `أثناء الانقطاع ${n}` })).id);
      await room.as('tripoli-reporter').report({ location: points.tripoli });
    }
    const back = await room.socketAs('sabha-duty', { cursor });
    await back.reaches(await head());
    expect(back.batches[0]?.from).toBe(seq);
    expect(back.events.map(({ subject }) => subject)).toEqual(missed);
    back.close();
  });

  test('works across a restart of the room', async () => {
    const screen = await room.socketAs('sabha-duty');
    const { seq } = await room.as('sabha-reporter').report();
    await screen.reaches(seq);
    const { cursor = '' } = screen;
    await room.restart();
    expect(screen.closed).toBe(true);
    const { id } = await room.as('sabha-reporter').report();
    const back = await room.socketAs('sabha-duty', { cursor });
    await back.sees('incident.reported', id);
    expect(back.events.map(({ subject }) => subject)).toEqual([id]);
    back.close();
  });

  const forged: readonly (readonly [string, string, (good: Cursor, other: Cursor) => string])[] = [
    ['of another person with another view', 'scope', (_, other) => encodeCursor(other)],
    ['that is no cursor', 'epoch', () => 'garbage'],
    ['of nothing', 'epoch', () => ''],
    ['cut off', 'epoch', (good) => encodeCursor(good).slice(0, -4)],
    ['of another log', 'epoch', (good) => encodeCursor({ ...good, epoch: randomUUID() })],
    ['from the future of the log', 'epoch', (good) => encodeCursor({ ...good, seq: good.seq + 1_000 })],
    [
      'of a log that had another event there',
      'epoch',
      (good) => encodeCursor({ ...good, chain: '00'.repeat(8) }),
    ],
    ['of another place with this chain', 'epoch', (good) => encodeCursor({ ...good, seq: good.seq - 1 })],
  ];

  test.each(forged)('with a cursor %s is sent back to the snapshot: %s', async (_, reason, forge) => {
    const [good, other] = [await cursorOf('sabha-duty'), await cursorOf('tripoli-duty')].map(decodeCursor);
    if (good === undefined || other === undefined) throw new Error('A snapshot without a cursor.');
    const screen = await room.socketAs('sabha-duty', { cursor: forge(good, other) });
    await screen.until('it is closed', ({ closed }) => closed);
    expect(screen.resetReason).toBe(reason);
    expect(screen.events).toEqual([]);
  });

  test('with the cursor of the same view of a colleague goes on', async () => {
    const screen = await room.socketAs('sabha-duty', { cursor: await cursorOf('sabha-reporter') });
    const { id } = await room.as('sabha-reporter').report();
    await screen.sees('incident.reported', id);
    screen.close();
  });
});

describe('from the screen', () => {
  test('a frame of more than 64 KiB ends the connection', async () => {
    const screen = await room.socketAs('sabha-duty');
    screen.socket.emit('applied', { cursor: 'x'.repeat(70_000) });
    await screen.until('it is closed', ({ closed }) => closed, 2_000);
  });

  test('senseless messages change nothing', async () => {
    const screen = await room.socketAs('sabha-duty');
    const send = screen.socket as unknown as { emit(name: string, ...args: unknown[]): void };
    for (const message of [undefined, null, 5, {}, { cursor: 5 }, { cursor: 'garbage' }, [[]]]) {
      send.emit('applied', message);
      send.emit('viewing', message);
      send.emit('batch', message);
      send.emit('incident.reported', message);
    }
    const { id } = await room.as('sabha-reporter').report();
    await screen.sees('incident.reported', id);
    screen.close();
  });
});

test('a screen that stops reading is taken off the live path and later gets everything, once and in order', async () => {
  const screen = await room.socketAs('sabha-duty');
  const other = await room.socketAs('sabha-reporter');
  const from = await head();
  const engine = screen.socket.io.engine as unknown as { transport: { ws: { _socket: NodeJS.ReadStream } } };
  const line = engine.transport.ws._socket;
  line.pause();
  for (let n = 0; n < 12; n += 1) {
    await room.sql(
      `select append_event(gen_random_uuid(), 'incident.withdrawn', i, null, 1, '{sabha}', '{}',
         json_build_object('id', i, 'nameAr', 'كاتب', 'nameEn', 'Writer', 'role', 'operator'),
         json_build_object('id', i), json_build_object('text', repeat('ح', 10000)))
       from (select gen_random_uuid() as i from generate_series(1, 60)) as ids`,
    );
    await pause(30);
  }
  const to = await head();
  await other.reaches(to);
  const lagging = async () =>
    /^t1_screens_lagging (\d+)$/m.exec(await room.stranger.done(readMetrics, {}))?.[1];
  expect(await lagging()).toBe('1');
  line.resume();
  await screen.reaches(to);
  const all = Array.from({ length: to - from }, (_, n) => from + 1 + n);
  expect(screen.events.map(({ seq }) => seq)).toEqual(all);
  await eventually('it is live again', lagging, (count) => count === '0');
  const { id } = await room.as('sabha-reporter').report();
  await screen.sees('incident.reported', id);
  screen.close();
  other.close();
});

test('the same log by HTTP, page by page, is what the screens receive', async () => {
  const screen = await room.socketAs('sabha-duty', { cursor: await cursorOf('sabha-duty') });
  const start = await cursorOf('sabha-duty');
  for (let n = 0; n < 7; n += 1) await room.as('sabha-reporter').report({ severity: 2 });
  await pause(200);
  const to = await head();
  await screen.reaches(to);
  const pages: unknown[] = [];
  let cursor = start;
  for (let at = -1; at < to;) {
    const page = await room.as('sabha-duty').done(readEvents, { cursor, limit: 3 });
    expect(page.from).toBe(at === -1 ? page.from : at);
    pages.push(...page.events);
    ({ cursor, to: at } = page);
  }
  expect(pages).toEqual(screen.events);
  screen.close();
});
