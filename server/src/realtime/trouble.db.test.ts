import { randomUUID } from 'node:crypto';
import { readSnapshot } from '@t1/shared/live-doors';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { TestRoom } from '../../test/harness.ts';
import { openTestRoom, pause } from '../../test/harness.ts';
import type { Screen } from '../../test/parts/screen.ts';
import { genesisChain } from '../event-log/event-log.ts';
import type { Cursor } from './cursor.ts';
import { decodeCursor, encodeCursor } from './cursor.ts';

let room: TestRoom;
let origin: Cursor;
let start: string;

/** More events than the room keeps in memory when it opens. */
const beyondMemory = 5_100;

const append = `select append_event(gen_random_uuid(), 'incident.withdrawn', i, null, 1, '{sabha}', '{}',
    json_build_object('id', i, 'nameAr', 'كاتب', 'nameEn', 'Writer', 'role', 'operator'), json_build_object('id', i), null)
  from (select gen_random_uuid() as i from generate_series(1, $1::int)) as ids`;

beforeAll(async () => {
  room = await openTestRoom();
  const { cursor } = await room.as('sabha-duty').done(readSnapshot, {});
  const decoded = decodeCursor(cursor);
  if (decoded === undefined) throw new Error('A snapshot without a cursor.');
  origin = { ...decoded, seq: 0, chain: genesisChain };
  start = encodeCursor(origin);
  await room.sql(append, [beyondMemory]);
  await room.restart();
});
afterAll(() => room.close());

/** What the room asks of this table meanwhile fails. */
async function without(table: 'event_log' | 'session', work: () => Promise<void>): Promise<void> {
  await room.sql(`revoke select on ${table} from t1_app`);
  try {
    await work();
  } finally {
    await room.sql(`grant select on ${table} to t1_app`);
  }
}

test('a screen that catches up while the log cannot be read waits, and then gets everything once and in order', async () => {
  let screen: Screen | undefined;
  await without('event_log', async () => {
    screen = await room.socketAs('sabha-duty', { cursor: start });
    await pause(700);
    expect([screen.connected, screen.batches.length]).toEqual([true, 0]);
  });
  await screen?.reaches(beyondMemory);
  expect(screen?.events.map(({ seq }) => seq)).toEqual(Array.from({ length: beyondMemory }, (_, n) => n + 1));
  screen?.close();
});

test('a screen whose cursor cannot be looked up is not sent back to the snapshot: it may come again with it', async () => {
  const [row] = await room.sql<{ chain: string }>(
    "select encode(substring(chain for 8), 'hex') as chain from event_log where seq = 7",
  );
  const cursor = encodeCursor({ ...origin, seq: 7, chain: row?.chain ?? '' });
  await without('event_log', async () => {
    const screen = await room.socketAs('sabha-duty', { cursor });
    await screen.until('it is closed', ({ closed }) => closed);
    expect(screen.resetReason).toBeUndefined();
  });
  const again = await room.socketAs('sabha-duty', { cursor });
  await again.reaches(beyondMemory);
  again.close();
});

test('whoever knocks while sessions cannot be looked up hears that the room is busy, and not what the database said', async () => {
  await without('session', async () => {
    const screen = await room.socketAs('sabha-duty', { cookie: `t1=${'A'.repeat(43)}` });
    expect(screen.refusal).toBe('busy');
  });
});

test('a database that comes back with another log ends the process: no screen may believe it is complete', async () => {
  const ended = vi
    .spyOn(process, 'exit')
    .mockImplementation((() => undefined) as unknown as typeof process.exit);
  const before = await room.sql<{ epoch: string }>('select epoch from event_head');
  await room.sql('update event_head set epoch = $1', [randomUUID()]);
  await room.sql(
    "select pg_terminate_backend(pid) from pg_stat_activity where application_name like 't1%' and datname = current_database() and pid <> pg_backend_pid()",
  );
  await vi.waitFor(() => expect(ended).toHaveBeenCalledWith(70), 5_000);
  await room.sql('update event_head set epoch = $1', [before[0]?.epoch]);
  ended.mockRestore();
});
