// @vitest-environment node
import type { ClientToServer, ServerToClient } from '@t1/shared/socket';
import { LiveAuth, livePath } from '@t1/shared/socket';
import type { Socket } from 'socket.io';
import { Server } from 'socket.io';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { readBatch, openLine } from './socket.ts';
import type { LiveStore } from './store.ts';
import { createLiveStore } from './store.ts';
import { event, idOf, incident, snapshot } from './testing/samples.ts';

type Peer = Socket<ClientToServer, ServerToClient>;

let server: Server<ClientToServer, ServerToClient>;
let peers: Peer[] = [];
let store: LiveStore;

/** A store on a real line to a real server; its other half, the snapshot, always stands at 5. */
function storeOn(origin: string): LiveStore {
  return createLiveStore({
    fetchSnapshot: () => Promise.resolve({ ok: true, output: snapshot(5), replay: false }),
    connect: (cursor, listener) => openLine(cursor, listener, origin),
    frame: (run) => {
      run();
      return () => {};
    },
  });
}

const cursors = () => peers.map((peer) => LiveAuth.parse(peer.handshake.auth).cursor);
const peer = (n: number) => vi.waitFor(() => expectOne(peers[n]), { timeout: 3_000, interval: 10 });
const phase = (name: string) =>
  vi.waitFor(() => expect(store.connection().phase).toBe(name), { interval: 10 });

function expectOne<T>(one: T | undefined): T {
  if (one === undefined) throw new Error('not there yet');
  return one;
}

const reported = (seq: number) => event(seq, 'incident.reported', incident(seq));
const batch = (from: number, to: number, events: ReturnType<typeof event>[] = []) => ({
  from,
  to,
  cursor: `c${to}`,
  events,
});

beforeEach(() => {
  peers = [];
  server = new Server(0, { path: livePath, transports: ['websocket'], serveClient: false });
  server.on('connection', (each) => peers.push(each));
  const address = z.object({ port: z.int() }).parse(server.httpServer.address());
  store = storeOn(`http://127.0.0.1:${address.port}`);
});

afterEach(async () => {
  store.stop();
  await server.close();
});

describe('the line to the server', () => {
  it('shakes hands with the contract and the cursor of the snapshot, by websocket only', async () => {
    store.start();
    const first = await peer(0);
    expect(first.handshake.auth).toEqual({ contract: 1, cursor: 'c5' });
    expect(first.conn.transport.name).toBe('websocket');
    first.emit('batch', batch(5, 6, [reported(6)]));
    await phase('live');
    expect(store.incident(idOf(6))).toEqual(incident(6));
  });

  it('connects again with the cursor it holds after a drop, after a gap and after a close by the server', async () => {
    store.start();
    (await peer(0)).emit('batch', batch(5, 6));
    await phase('live');
    (await peer(0)).conn.close();
    (await peer(1)).emit('batch', batch(6, 7));
    await phase('live');
    (await peer(1)).disconnect();
    (await peer(2)).emit('batch', batch(9, 10, [reported(10)]));
    (await peer(3)).emit('batch', batch(7, 10, [reported(8), reported(10)]));
    await phase('live');
    expect(cursors()).toEqual(['c5', 'c6', 'c7', 'c7']);
    expect(store.openIncidents()).toHaveLength(2);
    await vi.waitFor(() => expect(peers[2]?.connected).toBe(false));
  });

  it('takes a new snapshot after a reset and after a frame that breaks the contract', async () => {
    store.start();
    (await peer(0)).emit('batch', batch(5, 9, [reported(9)]));
    await phase('live');
    (await peer(0)).emit('reset', { reason: 'epoch' });
    const broken = { ...reported(6), data: { id: idOf(6) } };
    (await peer(1)).emit('batch', { ...batch(5, 6), events: [broken] } as ReturnType<typeof batch>);
    (await peer(2)).emit('batch', batch(5, 6));
    await phase('live');
    expect(cursors()).toEqual(['c5', 'c5', 'c5']);
    expect(store.openIncidents()).toEqual([]);
  });

  it('tells the server how far it has come', async () => {
    store.start();
    const first = await peer(0);
    const heard = new Promise((resolve) => first.on('applied', resolve));
    const events = Array.from({ length: 1_000 }, (_, n) => reported(n + 6));
    first.emit('batch', batch(5, 1_005, events));
    expect(await heard).toEqual({ cursor: 'c1005' });
  });

  it('ends when the session is revoked, and when the handshake is refused for the lack of one', async () => {
    store.start();
    (await peer(0)).emit('revoked', { reason: 'signed out' });
    await phase('revoked');
    await vi.waitFor(() => expect(peers[0]?.connected).toBe(false));

    const refused = vi.fn();
    server.use((_, next) => {
      refused();
      next(Object.assign(new Error('refused'), { data: { code: 'unauthenticated' } }));
    });
    store.start();
    await vi.waitFor(() => expect(refused).toHaveBeenCalled(), { interval: 10 });
    await phase('revoked');
    expect(peers).toHaveLength(1);
  });

  it('tries on when the server is away, and when it refuses for a reason that may pass', async () => {
    let refusals = 0;
    server.use((_, next) => {
      refusals += 1;
      next(refusals < 2 ? Object.assign(new Error('busy'), { data: { code: 'busy' } }) : undefined);
    });
    store.start();
    (await peer(0)).emit('batch', batch(5, 5));
    await phase('live');
    expect(refusals).toBe(2);
  });
});

describe('a frame', () => {
  it('is read without the events of types that this program does not know', () => {
    const unknown = { ...reported(6), type: 'unit.status-changed', data: { anything: true } };
    expect(readBatch({ ...batch(5, 7), events: [unknown, reported(7)] })).toEqual(batch(5, 7, [reported(7)]));
  });

  it('is not read at all when a known event or the frame itself is not what the contract says', () => {
    expect(readBatch({ ...batch(5, 6), events: [{ ...reported(6), data: {} }] })).toBeUndefined();
    expect(readBatch({ ...batch(5, 6), events: ['event'] })).toBeUndefined();
    expect(readBatch({ from: 5, to: 6, events: [] })).toBeUndefined();
  });
});
