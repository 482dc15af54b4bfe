import { createHash } from 'node:crypto';
import { listIncidents } from '@t1/shared/incident-doors';
import { checkHealth } from '@t1/shared/operations';
import { permissionsOf } from '@t1/shared/roles';
import { signIn, signOut, whoAmI } from '@t1/shared/sessions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { newId } from '../../test/factories.ts';
import type { TestRoom } from '../../test/harness.ts';
import { eventually, openTestRoom } from '../../test/harness.ts';
import { exercisePassword } from '../../test/parts/database.ts';

let room: TestRoom;
beforeAll(async () => {
  room = await openTestRoom();
});
afterAll(() => room.close());

const enter = (username: string, password = exercisePassword) =>
  room.stranger.call(signIn, { username, password });

describe('signing in', () => {
  test('answers who I am and what I may do, until the end of the shift', async () => {
    const { body } = await enter('sabha-reporter');
    expect(body).toMatchObject({
      user: { username: 'sabha-reporter' },
      role: 'reporter',
      ministry: { id: 'east' },
      directorate: { id: 'sabha', nameAr: 'مديرية أمن سبها' },
      permissions: permissionsOf('reporter'),
      exercise: true,
    });
    const shift = Date.parse(body?.expiresAt ?? '') - Date.parse(body?.serverNow ?? '');
    expect(Math.round(shift / 60_000)).toBe(12 * 60);
    expect((await room.as('sabha-reporter').done(whoAmI, {})).user).toEqual(body?.user);
  });

  test('sets a cookie that no script reads and no other site sends', async () => {
    const { headers } = await enter('t1-operator');
    const [cookie = ''] = headers.getSetCookie();
    expect(cookie).toMatch(/^t1=[\w-]{43}; /);
    for (const flag of ['Path=/', 'HttpOnly', 'SameSite=Strict']) expect(cookie.split('; ')).toContain(flag);
    expect(cookie).not.toContain('Domain');
  });

  test('leaves only the hash of the token in the database', async () => {
    const { headers } = await enter('t1-operator');
    const token = /^t1=([^;]+)/.exec(headers.getSetCookie()[0] ?? '')?.[1] ?? '';
    const [kept] = await room.sql<{ found: boolean }>(
      'select exists (select from session where token_hash = $1) as found',
      [createHash('sha256').update(token).digest()],
    );
    expect(kept?.found).toBe(true);
    const [dump] = await room.sql<{ text: string }>('select json_agg(session)::text as text from session');
    expect(dump?.text).not.toContain(token);
    expect(dump?.text).not.toContain(Buffer.from(token).toString('hex'));
  });

  test('fails alike for a wrong password and for a name nobody has', async () => {
    const answers = [await enter('ghat-duty', 'wrong-password'), await enter(newId(), 'wrong-password')];
    const [wrong, unknown] = answers.map(({ status, problem }) => ({ status, ...problem, requestId: 'any' }));
    expect(wrong).toMatchObject({ status: 401, code: 'invalid-credentials' });
    expect(unknown).toEqual(wrong);
  });
});

describe('guessing', () => {
  test.each(['kufra-duty', 'nobody-here'])(
    'at %s is slowed down after five failures, and not for ever',
    async (name) => {
      for (let n = 0; n < 5; n += 1) expect((await enter(name, `guess-${n}`)).status).toBe(401);
      const slowed = await enter(name);
      expect(slowed).toMatchObject({ status: 429, problem: { code: 'too-many-requests' } });
      expect(slowed.headers.get('retry-after')).toBe('5');
      await room.clock.forward({ seconds: 61 });
      expect((await enter(name)).status).toBe(name === 'kufra-duty' ? 200 : 401);
      if (name === 'kufra-duty') expect((await enter(name, 'guess')).status).toBe(401);
    },
  );

  test('at one account does not slow down another', async () => {
    for (let n = 0; n < 6; n += 1) await enter('derna-duty', `guess-${n}`);
    expect((await enter('derna-duty')).status).toBe(429);
    expect((await enter('derna-reporter')).status).toBe(200);
  });

  test('by a flood is turned away before it takes the room from those who work', async () => {
    let waiting = 60;
    const flood = Array.from({ length: 60 }, async (_, n) => {
      const answer = await enter(`flood-${n}`, 'guess');
      waiting -= 1;
      return answer;
    });
    await room.stranger.done(checkHealth, {});
    await room.as('t1-operator').done(listIncidents, {});
    // Whoever works was served while the flood still stood in line.
    expect(waiting).toBeGreaterThan(0);
    const statuses = (await Promise.all(flood)).map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([401, 429]));
  });
});

describe('a session ends', () => {
  test('by signing out: its screen within two seconds, its requests at once, other desks not at all', async () => {
    const screen = await room.socketAs('tripoli-duty');
    const desk = room.as('tripoli-duty');
    const other = room.another('tripoli-duty');
    await other.enter();
    const answer = await desk.call(signOut, {});
    expect(answer.status).toBe(204);
    expect(answer.headers.getSetCookie()[0]).toMatch(/^t1=; .*Expires=Thu, 01 Jan 1970/);
    expect((await desk.refused(whoAmI, {})).code).toBe('unauthenticated');
    await screen.until('the screen is closed', ({ closed }) => closed, 2_000);
    expect(screen.revokedReason).toBe('signed-out');
    expect((await other.call(whoAmI, {})).status).toBe(200);
  });

  test('for a disabled person: no request, no screen, no new session', async () => {
    const screen = await room.socketAs('misrata-duty');
    const desk = room.as('misrata-duty');
    await desk.done(whoAmI, {});
    await room.sql("update app_user set disabled_at = now() where username = 'misrata-duty'");
    await screen.until('the screen is closed', ({ closed }) => closed, 2_000);
    expect((await desk.refused(whoAmI, {})).code).toBe('unauthenticated');
    expect((await enter('misrata-duty')).problem?.code).toBe('invalid-credentials');
  });

  test('after half an hour without a sign of life, not before', async () => {
    const desk = room.another('zliten-duty');
    await desk.done(whoAmI, {});
    await room.clock.forward({ minutes: 29 }, 'away');
    await desk.done(whoAmI, {});
    await room.clock.forward({ minutes: 29 }, 'away');
    await desk.done(whoAmI, {});
    await room.clock.forward({ minutes: 31 }, 'away');
    expect((await desk.refused(whoAmI, {})).code).toBe('unauthenticated');
  });

  test('after twelve hours, however busy', async () => {
    const desk = room.another('zliten-duty');
    await desk.done(whoAmI, {});
    await room.clock.forward({ hours: 11, minutes: 59 });
    await desk.done(whoAmI, {});
    await room.clock.forward({ minutes: 2 });
    expect((await desk.refused(whoAmI, {})).code).toBe('unauthenticated');
  });
});

test('what is over leaves the database: sessions of the last shift, failures of the last hour', async () => {
  await room.another('ghat-reporter').done(whoAmI, {});
  await enter('nobody-at-all', 'guess');
  await room.clock.forward({ hours: 13 });
  const rows = async (table: 'session' | 'login_failure') =>
    (await room.sql<{ count: number }>(`select count(*)::int as count from ${table}`))[0]?.count ?? 0;
  expect(await rows('session')).toBeGreaterThan(0);
  expect(await rows('login_failure')).toBeGreaterThan(0);
  await room.restart();
  await eventually(
    'no session is left',
    () => rows('session'),
    (count) => count === 0,
  );
  await eventually(
    'no failure is left',
    () => rows('login_failure'),
    (count) => count === 0,
  );
});

test('who is moved to another directorate sees from that moment what the new one sees', async () => {
  const { id } = await room.another('sabha-reporter').report();
  const officer = room.another('sabha-duty');
  await officer.read(id);
  await room.sql("update app_user set directorate_id = 'ghat' where username = 'sabha-duty'");
  const list = () => officer.done(listIncidents, {});
  await eventually('the new view', list, ({ items }) => items.length === 0, 1_000);
});
