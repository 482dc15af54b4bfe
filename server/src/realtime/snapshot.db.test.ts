import { Problem } from '@t1/shared/errors';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TestRoom } from '../../test/harness.ts';
import { openTestRoom } from '../../test/harness.ts';
import { addressOf, connected } from '../../test/parts/database.ts';

let room: TestRoom;
beforeAll(async () => {
  room = await openTestRoom();
});
afterAll(() => room.close());

test('a snapshot that cannot be read is refused for now, in words that can be read', async () => {
  const operator = room.as('t1-operator');
  await operator.enter();
  await connected(addressOf(room.database), async (db) => {
    await db.query('begin');
    await db.query('lock table incident in access exclusive mode');
    const answer = await fetch(`${room.url}/api/v1/snapshot`, {
      headers: { cookie: operator.cookie ?? '' },
    });
    expect(answer.status).toBe(503);
    expect(Problem.parse(await answer.json()).code).toBe('busy');
    await db.query('rollback');
  });
  const whole = await fetch(`${room.url}/api/v1/snapshot`, { headers: { cookie: operator.cookie ?? '' } });
  expect(whole.headers.get('content-encoding')).toBe('gzip');
  expect(await whole.json()).toHaveProperty('incidents');
});
