import { signOut } from '@t1/shared/sessions';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TestRoom } from '../../../test/harness.ts';
import { eventually, openTestRoom, pause } from '../../../test/harness.ts';
import type { Screen } from '../../../test/parts/screen.ts';

let room: TestRoom;
beforeAll(async () => {
  room = await openTestRoom({ settings: { screensPerSession: 3 } });
});
afterAll(() => room.close());

const closeAll = (screens: readonly Screen[]): void => screens.forEach((screen) => screen.close());

describe('the screens of one session', () => {
  test('are let in up to the limit, also when they come all at once', async () => {
    const screens = await Promise.all(Array.from({ length: 8 }, () => room.socketAs('sabha-duty')));
    expect(screens.filter(({ connected }) => connected)).toHaveLength(3);
    const refusals = screens.flatMap(({ refusal }) => refusal ?? []);
    expect(refusals).toEqual(Array.from({ length: 5 }, () => 'too-many-requests'));
    closeAll(screens);
  });

  test('take no place from others, nor from the same person at another desk', async () => {
    const screens = await Promise.all(Array.from({ length: 3 }, () => room.socketAs('ghat-duty')));
    const other = await room.socketAs('ghat-reporter');
    const desk = room.another('ghat-duty');
    await desk.enter();
    const elsewhere = await room.socketAs(
      'ghat-duty',
      desk.cookie === undefined ? {} : { cookie: desk.cookie },
    );
    expect([other.connected, elsewhere.connected]).toEqual([true, true]);
    closeAll([...screens, other, elsewhere]);
  });

  test('give their place back when they close', async () => {
    for (let round = 0; round < 4; round += 1) {
      const screens: Screen[] = [];
      const three = async (): Promise<number> => {
        const screen = await room.socketAs('kufra-duty');
        if (screen.connected) screens.push(screen);
        return screens.length;
      };
      await eventually('three screens', three, (count) => count === 3);
      closeAll(screens);
    }
  });
});

describe('a screen that floods the room', () => {
  test('with messages is closed within a second', async () => {
    const screen = await room.socketAs('tripoli-duty');
    for (let n = 0; n < 300; n += 1) screen.socket.emit('viewing', {});
    await screen.until('it is closed', ({ closed }) => closed, 1_000);
  });

  test('with namespaces that do not exist is closed before it is ever let in', async () => {
    const screen = await room.socketAs('tripoli-duty');
    const engine = screen.socket.io.engine as unknown as { write(packet: string): void };
    for (let n = 0; n < 300; n += 1) engine.write(`0/nowhere-${n},`);
    await screen.until('it is closed', ({ closed }) => closed, 1_000);
  });

  test('a little goes on', async () => {
    const screen = await room.socketAs('tripoli-duty');
    for (let n = 0; n < 60; n += 1) screen.socket.emit('viewing', {});
    await pause(300);
    expect(screen.connected).toBe(true);
    screen.close();
  });
});

describe('who may no longer listen', () => {
  test('is closed although the room did not hear the call, as soon as it listens again', async () => {
    const [gone, moved] = [await room.socketAs('derna-reporter'), await room.socketAs('derna-duty')];
    const stays = await room.socketAs('ubari-duty');
    const [listening] = await room.sql<{ pid: number }>(
      "select pid from pg_stat_activity where application_name = 't1-listener' and datname = current_database()",
    );
    await room.sql('alter table app_user disable trigger app_user_authority');
    await room.sql(
      "delete from session s using app_user u where u.id = s.user_id and u.username = 'derna-reporter'",
    );
    await room.sql("update app_user set directorate_id = 'ubari' where username = 'derna-duty'");
    await room.sql('alter table app_user enable trigger app_user_authority');
    await room.sql('select pg_terminate_backend($1)', [listening?.pid]);
    await gone.until('it is closed', ({ closed }) => closed);
    await moved.until('it is closed', ({ closed }) => closed);
    expect([gone.revokedReason, moved.revokedReason]).toEqual(['signed-out', 'authority-changed']);
    expect(stays.connected).toBe(true);
    stays.close();
  });

  test('is called off when the session ends by itself, with the next beat of the room', async () => {
    const person = room.as('zliten-duty');
    await person.enter();
    await room.sql(
      "update session s set expires_at = now() + interval '1 second' from app_user u where u.id = s.user_id and u.username = 'zliten-duty'",
    );
    const screen = await room.socketAs('zliten-duty');
    await screen.until('it is closed', ({ closed }) => closed, 4_000);
    expect(screen.revokedReason).toBe('signed-out');
  });

  test('does not come in while signing out', async () => {
    for (let round = 0; round < 10; round += 1) {
      const person = room.another('murzuq-duty');
      await person.enter();
      const screens = [0, 1, 2].map(() =>
        room.socketAs('murzuq-duty', person.cookie === undefined ? {} : { cookie: person.cookie }),
      );
      await person.call(signOut, {});
      for (const screen of await Promise.all(screens)) {
        if (screen.connected) await screen.until('it is closed', ({ closed }) => closed, 2_000);
      }
    }
  });
});
