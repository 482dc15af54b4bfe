import type { CallOf, Door, OutputOf } from '@t1/shared/endpoint';
import { Problem, statusOf } from '@t1/shared/errors';
import { checkReadiness } from '@t1/shared/operations';
import { signIn } from '@t1/shared/sessions';
import { expect } from 'vitest';
import { exercisePassword } from './database.ts';

/** A request as it goes over the wire, for what no well-behaved client would send. */
export interface RawRequest {
  readonly method: string;
  readonly path: string;
  readonly headers?: Record<string, string>;
  readonly body?: string;
}

export interface RawAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** What a door answered: the body it promises or the problem, never neither. */
export interface Answer<Body> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Body | undefined;
  readonly problem: Problem | undefined;
}

export interface CallOptions {
  readonly headers?: Record<string, string>;
}

/** Somebody with a browser: keeps the cookie, speaks through doors, believes no answer unseen. */
export class Caller {
  readonly username: string | undefined;
  cookie: string | undefined;
  private readonly url: () => string;
  private entering: Promise<void> | undefined;

  constructor(url: () => string, username?: string) {
    this.url = url;
    this.username = username;
  }

  /** Signs in if that has not happened yet; every call does it by itself. */
  enter(): Promise<void> {
    if (this.username === undefined || this.cookie !== undefined) return Promise.resolve();
    this.entering ??= this.signIn(this.username);
    return this.entering;
  }

  private async signIn(username: string): Promise<void> {
    const body = JSON.stringify({ username, password: exercisePassword });
    const { method, path } = signIn;
    const answer = await this.send({ method, path, body, headers: { 'x-t1': '1', ...json } });
    expect(answer.status, `${username} signs in: ${answer.text}`).toBe(200);
    this.cookie = answer.headers.getSetCookie()[0]?.split(';')[0];
  }

  /** Exactly these bytes, with the cookie of the session and nothing else added. */
  async send(request: RawRequest): Promise<RawAnswer> {
    const response = await fetch(new URL(request.path, this.url()), {
      method: request.method,
      headers: { ...(this.cookie === undefined ? {} : { cookie: this.cookie }), ...request.headers },
      ...(request.body === undefined ? {} : { body: request.body }),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  }

  /** Knocks at a door; whatever it answers must be what the door or the contract of refusals promises. */
  async call<D extends Door>(
    door: D,
    input: CallOf<D>,
    options: CallOptions = {},
  ): Promise<Answer<OutputOf<D>>> {
    await this.enter();
    const { path, body } = partsOf(door, input as Record<string, unknown>);
    const headers = {
      ...(door.method === 'GET' ? {} : { 'x-t1': '1' }),
      ...(body === undefined ? {} : json),
      ...options.headers,
    };
    const raw = await this.send({
      method: door.method,
      path,
      headers,
      ...(body === undefined ? {} : { body }),
    });
    return readAnswer(door, raw);
  }

  /** What the door answers when it does what it is asked. */
  async done<D extends Door>(door: D, input: CallOf<D>, options: CallOptions = {}): Promise<OutputOf<D>> {
    const answer = await this.call(door, input, options);
    if (answer.problem !== undefined) {
      throw new Error(`${door.name} was refused: ${JSON.stringify(answer.problem)}`);
    }
    return answer.body as OutputOf<D>;
  }

  /** The problem with which the door refuses. */
  async refused<D extends Door>(door: D, input: CallOf<D>, options: CallOptions = {}): Promise<Problem> {
    const answer = await this.call(door, input, options);
    if (answer.problem === undefined) throw new Error(`${door.name} should have refused.`);
    return answer.problem;
  }
}

const json = { 'content-type': 'application/json' };

function partsOf(door: Door, input: Record<string, unknown>): { path: string; body: string | undefined } {
  let path: string = door.path;
  const query = new URLSearchParams();
  const body: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(input)) {
    if (value === undefined) continue;
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    if (name in door.params.shape) path = path.replace(`:${name}`, encodeURIComponent(text));
    else if (name in door.query.shape) query.set(name, text);
    else body[name] = value;
  }
  const hasBody = Object.keys(door.body.shape).length > 0;
  return {
    path: query.size === 0 ? path : `${path}?${query.toString()}`,
    body: hasBody ? JSON.stringify(body) : undefined,
  };
}

function readAnswer<D extends Door>(door: D, raw: RawAnswer): Answer<OutputOf<D>> {
  const { status, headers, text } = raw;
  const said = `${door.name} answered ${status} ${text.slice(0, 400)}`;
  if (status === door.status || door.name === checkReadiness.name) {
    return { status, headers, body: promised(door, raw, said), problem: undefined };
  }
  const parsed = Problem.safeParse(JSON.parse(text));
  if (!parsed.success) throw new Error(`${said}, which is no problem of the contract.`);
  // Equality also finds what a schema would let pass in silence: fields that nobody promised.
  expect(parsed.data, said).toEqual(JSON.parse(text));
  expect(statusOf[parsed.data.code], said).toBe(status);
  expect(parsed.data.message, said).toMatch(/[.؟?]$/u);
  if ([429, 503, 507].includes(status)) expect(headers.get('retry-after'), said).toMatch(/^\d+$/);
  return { status, headers, body: undefined, problem: parsed.data };
}

function promised<D extends Door>(door: D, { status, headers, text }: RawAnswer, said: string): OutputOf<D> {
  if (status === 204) {
    expect(text, said).toBe('');
    return door.output.parse(undefined) as OutputOf<D>;
  }
  const isJson = headers.get('content-type')?.startsWith('application/json') ?? false;
  const body: unknown = isJson ? JSON.parse(text) : text;
  const parsed = door.output.safeParse(body);
  if (!parsed.success) throw new Error(`${said}, which the door does not promise: ${parsed.error.message}`);
  expect(parsed.data, said).toEqual(body);
  return parsed.data as OutputOf<D>;
}
