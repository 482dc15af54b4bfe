import { doors } from '@t1/shared/doors';
import { reportIncident } from '@t1/shared/incident-doors';
import { checkHealth, checkReadiness, readMetrics, readOpenApi } from '@t1/shared/operations';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aReport } from './factories.ts';
import type { TestRoom } from './harness.ts';
import { eventually, openTestRoom } from './harness.ts';
import { addressOf } from './parts/database.ts';
import type { Line } from './parts/line.ts';
import { openLine } from './parts/line.ts';

let line: Line;
let room: TestRoom;
beforeAll(async () => {
  const { hostname, port } = new URL(addressOf('any'));
  line = await openLine(hostname, Number(port));
  room = await openTestRoom({
    through: (address) => {
      const url = new URL(address);
      url.hostname = '127.0.0.1';
      url.port = String(line.port);
      return url.toString();
    },
  });
});
afterAll(async () => {
  await room.close();
  await line.cut();
});

const readiness = () => room.stranger.call(checkReadiness, {});

test('a healthy room is ready in all its parts, without a session', async () => {
  expect(await room.stranger.done(checkHealth, {})).toEqual({ ok: true });
  expect(await readiness()).toMatchObject({
    status: 200,
    body: {
      ready: true,
      parts: { database: { ready: true }, pump: { ready: true }, reactions: { ready: true } },
    },
  });
});

test(
  'without its database it is not ready and says why; a report is refused as busy; mended, all goes on',
  { timeout: 30_000 },
  async () => {
    const reporter = room.as('sabha-reporter');
    const screen = await room.socketAs('sabha-duty');
    await reporter.report();
    const report = aReport({ severity: 1 });

    await line.cut();
    const cut = await readiness();
    expect(cut).toMatchObject({
      status: 503,
      body: {
        ready: false,
        parts: { database: { ready: false, reason: expect.stringContaining('database') } },
      },
    });
    expect(await room.stranger.done(checkHealth, {})).toEqual({ ok: true });
    const refused = await reporter.call(reportIncident, report);
    expect(refused).toMatchObject({ status: 503, problem: { code: 'busy' } });

    await line.mend();
    await eventually('the room is ready again', readiness, ({ status }) => status === 200, 8_000);
    const receipt = await reporter.done(reportIncident, report);
    await screen.sees('incident.reported', receipt.id);
    await reporter.alertOf(receipt, 5_000);
  },
);

test('figures are told to this machine and to nobody who comes through a proxy without the token', async () => {
  const text = await room.stranger.done(readMetrics, {});
  for (const name of [
    't1_log_seq',
    't1_log_age_ms',
    't1_screens_live',
    't1_screens_lagging',
    't1_events_total',
  ]) {
    expect(text).toMatch(new RegExp(`^${name} \\d`, 'm'));
  }
  expect(text).not.toMatch(/sabha|T1-20|incident\./);
  const forwarded = await room.stranger.call(readMetrics, {}, { headers: { 'x-forwarded-for': '10.0.0.7' } });
  expect(forwarded.status).toBe(404);
});

test('the OpenAPI document has every door, and every reference in it leads somewhere', async () => {
  const document = await room.stranger.done(readOpenApi, {});
  expect(document['openapi']).toMatch(/^3\.1\./);
  const paths = document['paths'] as Record<string, Record<string, { operationId: string }>>;
  const operations = Object.values(paths).flatMap((path) =>
    Object.values(path).map(({ operationId }) => operationId),
  );
  expect(operations.toSorted()).toEqual(doors.map(({ name }) => name).toSorted());

  const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]+)"/g)].map(([, to]) => to ?? '');
  expect(references.length).toBeGreaterThan(10);
  for (const reference of new Set(references)) {
    expect(reference).toMatch(/^#\//);
    let target: unknown = document;
    for (const step of reference.slice(2).split('/'))
      target = (target as Record<string, unknown> | undefined)?.[step];
    expect(target, reference).toBeTypeOf('object');
  }
});

test('answers to programs are not kept, not framed and not guessed at', async () => {
  for (const path of ['/healthz', '/api/openapi.json', '/api/v1/incidents', '/api/nothing']) {
    const { headers } = await room.stranger.send({ method: 'GET', path });
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toContain("frame-ancestors 'none'");
    expect(headers.get('x-powered-by')).toBeNull();
    expect(headers.get('access-control-allow-origin')).toBeNull();
  }
});
