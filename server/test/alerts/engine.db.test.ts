import { escalateAlert } from '@t1/shared/alert-doors';
import { checkReadiness } from '@t1/shared/operations';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { AlertStory, faultsOf } from '../alert-story.ts';
import { newId } from '../factories.ts';
import type { Person, TestRoom } from '../harness.ts';
import { eventually, openTestRoom } from '../harness.ts';
import { addressOf, connected } from '../parts/database.ts';

let room: TestRoom;
let story: AlertStory;
let operator: Person;
beforeAll(async () => {
  room = await openTestRoom();
  story = new AlertStory(room);
  operator = room.as('t1-operator');
});
afterAll(() => room.close());

const readiness = () => room.stranger.call(checkReadiness, {});
const timerOf = (subject: string) => room.sql('select 1 from timer where subject = $1', [subject]);

/** Timers that can never fire: their subject is no id, so that looking for it fails. */
const addHopeless = (count: number) =>
  room.sql(
    `insert into timer select 'alert.escalate', 'hopeless-' || n, t1_now() - interval '1 second'
     from generate_series(1, $1::integer) n`,
    [count],
  );

describe('the engine', () => {
  test('goes on though more timers fail than it reads at a time, all due before', async () => {
    await addHopeless(120);
    const alert = await operator.alertOf(await operator.report({ severity: 1 }));
    await story.moveTo(alert, { after: 0.01 });
    await story.until('it climbs', alert, ({ step }) => step === 1);
    // They are tried again and again, and never taken for done.
    expect(await room.sql("select 1 from timer where subject like 'hopeless-%'")).toHaveLength(120);
    await room.sql("delete from timer where subject like 'hopeless-%'");
  });

  test('leaves alone what it does not know: a newer server may have set it', async () => {
    const subject = newId();
    await room.sql("insert into timer values ('of-another-version', $1, t1_now())", [subject]);
    await story.engineLooked();
    expect(await timerOf(subject)).toHaveLength(1);
    await room.sql('delete from timer where subject = $1', [subject]);
  });

  test('takes a timer away whose alert does not exist', async () => {
    const subject = newId();
    await room.sql("insert into timer values ('alert.unshelve', $1, t1_now())", [subject]);
    await story.engineLooked();
    expect(await timerOf(subject)).toEqual([]);
  });

  test('of two servers fires each timer once', async () => {
    const beside = await room.beside();
    const reports = Array.from({ length: 30 }, () => operator.report({ severity: 1 }));
    const alerts = await Promise.all(
      (await Promise.all(reports)).map((incident) => operator.alertOf(incident)),
    );
    for (let minute = 1; minute <= 3; minute += 1) {
      await room.clock.forward({ minutes: 1 });
      for (const alert of alerts) await story.until('it climbs', alert, ({ step }) => step === minute);
    }
    for (const alert of alerts) {
      const events = await story.of(alert);
      expect(faultsOf(events)).toEqual([]);
      expect(events).toHaveLength(4);
    }
    await beside.close();
  });

  test('goes on in the other server when one ends', async () => {
    const beside = await room.beside();
    const alert = await operator.alertOf(await operator.report({ severity: 1 }));
    await room.restart();
    await beside.close();
    await story.moveTo(alert, { after: 0.01 });
    await story.until('it climbs', alert, ({ step }) => step === 1);
  });

  test('waits for a person who is handling the alert, and does not climb over their step', async () => {
    const alert = await operator.alertOf(await operator.report({ severity: 1 }));
    await connected(addressOf(room.database), async (owner) => {
      await owner.query('begin');
      await owner.query('select 1 from alert where id = $1 for update', [alert.id]);
      const handed = operator.call(escalateAlert, { id: alert.id, expectedVersion: 1 });
      await story.moveTo(alert, { after: 0.01 });
      await story.engineLooked();
      expect((await story.now(alert)).step).toBe(0);
      await owner.query('commit');
      await handed;
    });
    await story.until('it climbs once', alert, ({ step }) => step === 1);
    await story.engineLooked();
    expect((await story.now(alert)).step).toBe(1);
  });
});

describe('when escalation cannot be relied on', () => {
  const engine = async () => (await readiness()).body?.parts['engine'];

  /** Every screen and the readiness say it within 15 s, and say so no more when it is over. */
  async function isTold(): Promise<void> {
    const screen = await room.socketAs('sabha-duty');
    await screen.until('the head says it', ({ heads }) => (heads.at(-1)?.engineLateMs ?? 0) > 10_000, 15_000);
    expect(await readiness()).toMatchObject({
      status: 503,
      body: { ready: false, parts: { engine: { ready: false, reason: expect.stringContaining('late') } } },
    });
    screen.close();
  }

  async function isOver(): Promise<void> {
    await eventually('the engine is back', engine, (part) => part?.ready === true, 6_000);
    const screen = await room.socketAs('sabha-duty');
    await screen.until('the head is silent', ({ heads }) => heads.length > 0);
    expect(screen.heads.at(-1)?.engineLateMs).toBeUndefined();
    screen.close();
  }

  test('while it keeps its time nothing is said', async () => {
    expect(await engine()).toEqual({ ready: true });
    await isOver();
  });

  test('a timer that stays overdue is told on every screen', { timeout: 30_000 }, async () => {
    await room.sql(
      "insert into timer values ('alert.escalate', 'hopeless', t1_now() - interval '11 seconds')",
    );
    await isTold();
    await room.sql("delete from timer where subject = 'hopeless'");
    await isOver();
  });

  test('an engine without a beat is told on every screen', { timeout: 30_000 }, async () => {
    await room.sql('revoke insert, update on engine_heartbeat from t1_app');
    await room.sql("update engine_heartbeat set at = at - interval '10 seconds'");
    await isTold();
    await room.sql('grant insert, update on engine_heartbeat to t1_app');
    await isOver();
  });
});
