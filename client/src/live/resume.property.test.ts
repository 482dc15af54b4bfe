// @vitest-environment node
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { createLiveStore } from './store.ts';
import type { LiveStore } from './store.ts';
import { ModelNetwork } from './testing/model-network.ts';
import { ModelRoom, picture, placeOf, scopes } from './testing/model-room.ts';
import { recentEventsKept } from './world.ts';

/**
 * The store of the screen against a server in miniature, over a network that does everything a network, a
 * restart, a restore and a mistake of the server can do. Only the socket is left out: socket.test.ts has it.
 */

const pick = fc.nat(9);
const size = fc.constantFrom(1, 1, 2, 3, 5, 50);

type Happening = (room: ModelRoom, network: ModelNetwork) => void | Promise<void>;

function happening(name: string, weight: number, doing: fc.Arbitrary<Happening>) {
  return { weight, arbitrary: doing.map((run) => ({ run, [fc.toStringMethod]: () => name })) };
}

const happenings = fc.oneof(
  happening(
    'report',
    6,
    fc.tuple(fc.constantFrom('tripoli', 'misrata'), fc.constantFrom(1, 2, 3, 4)).map(
      ([directorate, severity]) =>
        (room) =>
          room.report(directorate, severity),
    ),
  ),
  happening(
    'change',
    8,
    fc
      .tuple(pick, fc.constantFrom('amend', 'open', 'close', 'reopen', 'transfer', 'transfer', 'acknowledge'))
      .map(
        ([which, command]) =>
          (room) =>
            room.change(which, command),
      ),
  ),
  happening(
    'deliver',
    12,
    size.map((n) => (_, network) => network.deliver(n)),
  ),
  happening(
    'lose',
    2,
    size.map((n) => (_, network) => network.lose(n)),
  ),
  happening(
    'repeat',
    3,
    pick.map((back) => (_, network) => network.repeat(back)),
  ),
  happening(
    'overlap',
    1,
    fc.tuple(fc.integer({ min: 1, max: 4 }), size).map(
      ([back, n]) =>
        (_, network) =>
          network.overlap(back, n),
    ),
  ),
  happening(
    'head',
    2,
    fc.constant((_, network) => network.head()),
  ),
  happening(
    'drop',
    3,
    fc.constant((_, network) => network.drop()),
  ),
  happening(
    'snapshot read',
    2,
    fc.constant((_, network) => network.readSnapshot()),
  ),
  happening(
    'snapshot answered',
    5,
    fc.constant((_, network) => network.answerSnapshot()),
  ),
  happening(
    'snapshot failed',
    1,
    fc.constant((_, network) => network.failSnapshot()),
  ),
  happening(
    'wait',
    6,
    fc.constantFrom(300, 1_000, 5_000, 12_000).map((ms) => (_, network) => network.wait(ms)),
  ),
  happening(
    'back up',
    2,
    fc.constant((room) => room.backUp()),
  ),
  happening(
    'restore',
    2,
    fc.constant((room, network) => {
      room.restore();
      network.drop();
    }),
  ),
  happening(
    'rescope',
    1,
    fc.constantFrom(...scopes).map((scope) => (room, network) => {
      room.rescope(scope);
      network.revokeScope();
    }),
  ),
);

/** Checks the screen against the log at the place that the screen says it has reached. */
function witness(store: LiveStore, room: ModelRoom, network: ModelNetwork): void {
  const position = store.position();
  if (position === undefined || network.basis === undefined || !store.connection().everLoaded) return;
  const place = placeOf(position.cursor);
  expect(place.seq).toBe(position.seq);
  const applied = store.recentEvents().map(({ seq }) => seq);
  const due = room.dueSince(placeOf(network.basis).seq, place);
  // Each once, none missing, none too many: so the numbers also strictly increase.
  expect(applied.reverse()).toEqual(due.slice(-recentEventsKept));
  const shown = room.shownAt(place);
  if (shown !== undefined) expect(picture([...store.openIncidents(), ...store.alerts()])).toBe(shown);
}

it('ends in the state of the server after any order of drops, resumes and batches', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happenings, { maxLength: 60, size: 'max' }), async (course) => {
      const room = new ModelRoom();
      const network = new ModelNetwork(room);
      const store = createLiveStore(network.sources);
      store.start();
      for (const each of course) {
        await each.run(room, network);
        witness(store, room, network);
      }
      // Calm: nothing happens any more, and the line is good.
      for (let second = 0; second < 20; second += 1) {
        await network.answerSnapshot();
        network.deliver(50);
        network.head();
        network.wait(1_000);
        witness(store, room, network);
      }
      expect(store.position()).toEqual({ seq: room.head, cursor: room.cursorAt(room.head) });
      const { incidents, alerts } = room.snapshot();
      expect(picture([...store.openIncidents(), ...store.alerts()])).toBe(picture([...incidents, ...alerts]));
      expect(store.connection()).toMatchObject({ phase: 'live', attempts: 0, everLoaded: true });
      store.stop();
    }),
    { numRuns: 5_000 },
  );
}, 60_000);
