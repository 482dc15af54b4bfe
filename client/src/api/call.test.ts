// @vitest-environment node
import { once } from 'node:events';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { acknowledgeAlert } from '@t1/shared/alert-doors';
import { listIncidents, reportIncident } from '@t1/shared/incident-doors';
import { signIn, signOut, whoAmI } from '@t1/shared/sessions';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { call, onSessionLost } from './call.ts';

const id = '01900000-0000-7000-8000-000000000001';

interface Heard {
  readonly method: string | undefined;
  readonly url: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

let server: Server;
let heard: Heard[] = [];
let answer: (response: ServerResponse) => void = () => {};

beforeEach(async () => {
  heard = [];
  server = createServer((request, response) => {
    void text(request).then((body) => {
      heard.push({ method: request.method, url: request.url, headers: request.headers, body });
      answer(response);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = z.object({ port: z.int() }).parse(server.address());
  const nodeFetch = globalThis.fetch;
  // A page has an origin that its paths belong to; Node has none.
  vi.stubGlobal('fetch', (path: string, request: RequestInit) =>
    nodeFetch(`http://127.0.0.1:${port}${path}`, request),
  );
});

afterEach(() => {
  vi.unstubAllGlobals();
  server.closeAllConnections();
  server.close();
});

function says(status: number, body: unknown, headers: Record<string, string> = {}) {
  answer = (response) => {
    response.writeHead(status, { 'Content-Type': 'application/json', ...headers });
    response.end(typeof body === 'string' ? body : JSON.stringify(body));
  };
}

describe('a call', () => {
  it('fills the path and the body from the door, with the header that only our pages send', async () => {
    says(200, { id, state: 'acknowledged', version: 2, seq: 9 });
    const result = await call(acknowledgeAlert, { id, expectedVersion: 1 }, { locale: 'en' });
    expect(result).toEqual({
      ok: true,
      output: { id, state: 'acknowledged', version: 2, seq: 9 },
      replay: false,
    });
    expect(heard[0]).toMatchObject({
      method: 'POST',
      url: `/api/v1/alerts/${id}/acknowledge`,
      body: '{"expectedVersion":1}',
      headers: { 'x-t1': '1', 'accept-language': 'en', 'content-type': 'application/json' },
    });
  });

  it('puts filters into the query, leaves out what was not given, and asks in Arabic by default', async () => {
    says(200, { items: [] });
    await call(listIncidents, { q: 'حريق & دخان', severity: 1, type: undefined });
    const url = new URL(heard[0]?.url ?? '', 'http://room');
    expect(Object.fromEntries(url.searchParams)).toEqual({ q: 'حريق & دخان', severity: '1' });
    expect(heard[0]).toMatchObject({ method: 'GET', body: '' });
    expect(heard[0]?.headers).toMatchObject({ 'accept-language': 'ar' });
    expect(heard[0]?.headers).not.toHaveProperty('x-t1');
  });

  it('says when the server had already answered the same command', async () => {
    says(200, { id, ref: 'T1-2026-000001', seq: 1 }, { 'Idempotent-Replay': 'true' });
    const result = await call(reportIncident, { id, type: 'fire', severity: 1, title: 'حريق', placeId: 'p' });
    expect(result).toMatchObject({ ok: true, replay: true });
  });

  it('understands an answer without a body', async () => {
    answer = (response) => response.writeHead(204).end();
    expect(await call(signOut, {})).toEqual({ ok: true, output: undefined, replay: false });
    expect(heard[0]).toMatchObject({ method: 'DELETE', url: '/api/v1/session', headers: { 'x-t1': '1' } });
  });

  it('hands on the refusal of the server as it is', async () => {
    const problem = { code: 'conflict-version', message: 'changed', version: 4, requestId: 'r1' };
    says(409, problem);
    expect(await call(acknowledgeAlert, { id, expectedVersion: 1 })).toEqual({ ok: false, problem });
  });

  it('is an internal problem when the answer is not what the door promises', async () => {
    says(200, { id, state: 'asleep' });
    const result = await call(acknowledgeAlert, { id, expectedVersion: 1 });
    expect(result).toMatchObject({ ok: false, problem: { code: 'internal' } });
    says(500, '<html>oops</html>');
    const page = await call(acknowledgeAlert, { id, expectedVersion: 1 });
    expect(page).toMatchObject({ ok: false, problem: { code: 'internal' } });
  });

  it('is unreachable when nobody answers, when a proxy answers for nobody, and when it is called off', async () => {
    const unreachable = { ok: false, problem: { code: 'unreachable' } };
    answer = (response) => response.destroy();
    expect(await call(whoAmI, {})).toEqual(unreachable);
    says(502, '<html>Bad Gateway</html>');
    expect(await call(whoAmI, {})).toEqual(unreachable);
    answer = () => {};
    expect(await call(whoAmI, {}, { signal: AbortSignal.timeout(30) })).toEqual(unreachable);
  });

  it('tells that the session is lost, but not when a password was wrong', async () => {
    const lost = vi.fn();
    const stop = onSessionLost(lost);
    says(401, { code: 'invalid-credentials', message: 'no', requestId: 'r1' });
    await call(signIn, { username: 'sabha-duty', password: 'x' });
    expect(lost).not.toHaveBeenCalled();
    says(401, { code: 'unauthenticated', message: 'over', requestId: 'r2' });
    await call(whoAmI, {});
    expect(lost).toHaveBeenCalledTimes(1);
    stop();
    await call(whoAmI, {});
    expect(lost).toHaveBeenCalledTimes(1);
  });
});
