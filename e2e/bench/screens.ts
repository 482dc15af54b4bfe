// A process of its own (forked by run.ts): all screens and all reporters, so that none of their work is counted
// to a server, and so that one clock times both the sending and the arrival.
import { Agent, request } from 'node:http';
import { setTimeout as pause } from 'node:timers/promises';
import { makeReport, desks } from '../load/reports.ts';
import { pick, seededRandom } from '../load/seeded-random.ts';
import { quantile } from './figures.ts';
import { ScreenLine } from './screen-line.ts';
import type { Order, Outcome, Posted, Scene } from './screen-orders.ts';

const drainMs = 20_000;
const agent = new Agent({ keepAlive: true, maxSockets: 256 });
const random = seededRandom(1);
const lines: ScreenLine[] = [];
const sentAt = new Map<string, number>();
/** Reports carried by each distinct packet: hundreds of screens get the same bytes, which are read once. */
const contents = new Map<string, { readonly events: number; readonly reports: readonly string[] }>();

let scene: Scene | undefined;
let lost = 0;
let events = 0;
let frames = 0;
let bytes = 0;
let delays = new Float64Array(0);
let arrived = 0;

function contentOf(text: string): { readonly events: number; readonly reports: readonly string[] } {
  const known = contents.get(text);
  if (known !== undefined) return known;
  const [name, body] = JSON.parse(Buffer.from(text, 'latin1').toString('utf8')) as [string, unknown];
  const list = name === 'batch' ? (body as { events: unknown[] }).events : name === 'incident' ? [body] : [];
  const reports = (list as { type: string; subject: string }[])
    .filter(({ type }) => type === 'incident.reported')
    .map(({ subject }) => subject);
  const content = { events: list.length, reports };
  contents.set(text, content);
  return content;
}

function receive(packet: Buffer): void {
  // ["head": the beat of the room says nothing about a report.
  if (packet[2] === 0x68) return;
  const now = performance.now();
  const content = contentOf(packet.toString('latin1'));
  if (content.events === 0) return;
  frames += 1;
  bytes += packet.length;
  events += content.events;
  for (const id of content.reports) {
    delays[arrived] = now - (sentAt.get(id) ?? now);
    arrived += 1;
  }
}

function send(body: string, cookie: string | undefined): Promise<number> {
  const { port } = theScene();
  return new Promise((resolve, reject) => {
    const sent = request(
      {
        host: '127.0.0.1',
        port,
        method: 'POST',
        path: '/api/v1/incidents',
        agent,
        headers: {
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
          'X-T1': '1',
          ...(cookie === undefined ? {} : { Cookie: cookie }),
        },
      },
      (response) => {
        response.resume();
        response.on('end', () => resolve(response.statusCode ?? 0));
      },
    );
    // A connection that had rested may be closed by the server in the moment in which it is used again.
    sent.on('error', (error) => (sent.reusedSocket ? resolve(send(body, cookie)) : reject(error)));
    sent.end(body);
  });
}

function theScene(): Scene {
  if (scene === undefined) throw new Error('No scene was opened.');
  return scene;
}

async function open(given: Scene): Promise<Outcome> {
  scene = given;
  for (let n = 0; n < given.screens; n += 1) {
    lines.push(
      new ScreenLine({
        port: given.port,
        ...(given.screenCookie === undefined ? {} : { cookie: given.screenCookie }),
        ...(given.auth === undefined ? {} : { auth: given.auth }),
        onEvent: receive,
        onLost: () => {
          lost += 1;
        },
      }),
    );
    if (n % 50 === 49) await lines.at(-1)?.opened;
  }
  await Promise.all(lines.map((line) => line.opened));
  return { kind: 'opened' };
}

/** Posts at an even pace, whether or not answers come, and waits until every screen has everything. */
async function post({ count, perSecond, severity }: Extract<Order, { kind: 'post' }>): Promise<Posted> {
  const { screens, reporterCookies } = theScene();
  events = frames = bytes = arrived = 0;
  delays = new Float64Array(count * screens);
  sentAt.clear();
  contents.clear();
  const answers: Promise<void>[] = [];
  const answerMs: number[] = [];
  let refused = 0;
  const began = performance.now();
  for (let n = 0; n < count; n += 1) {
    const wait = began + (n * 1000) / perSecond - performance.now();
    if (wait > 0) await pause(wait);
    const desk = pick(desks, random());
    const report = makeReport(desk, severity, random);
    const sent = performance.now();
    sentAt.set(report.id, sent);
    answers.push(
      send(JSON.stringify(report), reporterCookies[desk.directorate])
        .catch(() => 0)
        .then((status) => {
          answerMs.push(performance.now() - sent);
          if (status !== 201) refused += 1;
        }),
    );
  }
  await Promise.all(answers);
  const due = count * screens;
  const dueEvents = due * (theScene().raisesAlerts && severity <= 2 ? 2 : 1);
  const limit = performance.now() + drainMs;
  while ((arrived < due || events < dueEvents) && performance.now() < limit) await pause(5);
  const whole = delays.subarray(0, arrived);
  const posts = Float64Array.from(answerMs);
  return {
    kind: 'posted',
    deliveries: arrived,
    missing: due - arrived + refused + lost,
    frames,
    bytes,
    deliveryP50: quantile(whole, 0.5),
    deliveryP99: quantile(whole, 0.99),
    postP50: quantile(posts, 0.5),
    postP99: quantile(posts, 0.99),
  };
}

async function follow(order: Order): Promise<void> {
  switch (order.kind) {
    case 'open':
      process.send?.(await open(order.scene));
      return;
    case 'post':
      process.send?.(await post(order));
      return;
    case 'close':
      for (const line of lines) line.close();
      agent.destroy();
      process.disconnect();
  }
}

process.on('message', (order: Order) => {
  follow(order).catch((error: unknown) => {
    process.stderr.write(`${String(error)}\n`);
    process.exit(1);
  });
});
