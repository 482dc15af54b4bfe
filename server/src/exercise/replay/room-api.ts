import type { CallOf, Door, OutputOf } from '@t1/shared/endpoint';
import { Problem } from '@t1/shared/errors';

/** How a call ended: done, refused by the room in words, or without an answer. */
export type Answer<O> =
  | { readonly kind: 'done'; readonly output: O; readonly isReplay: boolean; readonly cookie?: string }
  | {
      readonly kind: 'refused';
      readonly status: number;
      readonly problem: Pick<Problem, 'code' | 'message'>;
      readonly retryAfterMs: number;
    }
  | { readonly kind: 'silent'; readonly reason: string };

const patienceMs = 10_000;

type Fields = Readonly<Record<string, unknown>>;

/** The doors of a room as a program outside of it knocks at them. */
export class RoomApi {
  private readonly base: string;
  private readonly signal: AbortSignal | undefined;

  /** `url` is the address of the room; the signal gives up every call under way. */
  constructor(url: string, signal?: AbortSignal) {
    this.base = url.replace(/\/+$/, '');
    this.signal = signal;
  }

  /** Knocks at a door, with a session when a cookie is given; never throws. */
  async call<D extends Door>(door: D, input: CallOf<D>, cookie?: string): Promise<Answer<OutputOf<D>>> {
    const timeout = AbortSignal.timeout(patienceMs);
    const signal = this.signal === undefined ? timeout : AbortSignal.any([this.signal, timeout]);
    const fields = input as Fields;
    let response: Response;
    let text: string;
    try {
      response = await fetch(this.addressOf(door, fields), { ...requestOf(door, fields, cookie), signal });
      text = await response.text();
    } catch (error) {
      return { kind: 'silent', reason: reasonOf(error) };
    }
    if (!response.ok) return refusalOf(response, text);
    const output = door.output.safeParse(jsonOf(text));
    if (!output.success) {
      return { kind: 'silent', reason: `${door.path} answered in a shape that is not of this contract` };
    }
    const given = response.headers.getSetCookie()[0]?.split(';', 1)[0];
    return {
      kind: 'done',
      // The schema that parsed it is the one the type is inferred from; the generic door hides that.
      output: output.data as OutputOf<D>,
      isReplay: response.headers.get('Idempotent-Replay') === 'true',
      ...(given === undefined ? {} : { cookie: given }),
    };
  }

  private addressOf(door: Door, input: Fields): string {
    const path = door.path.replace(/:([a-zA-Z]+)/g, (_, name: string) =>
      encodeURIComponent(String(input[name])),
    );
    const query = new URLSearchParams(
      Object.keys(door.query.shape)
        .filter((name) => input[name] !== undefined)
        .map((name): [string, string] => [name, String(input[name])]),
    ).toString();
    return `${this.base}${path}${query === '' ? '' : `?${query}`}`;
  }
}

function requestOf(door: Door, input: Fields, cookie: string | undefined): RequestInit {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': 'en' };
  if (cookie !== undefined) headers['Cookie'] = cookie;
  if (door.method === 'GET') return { headers };
  headers['X-T1'] = '1';
  headers['Content-Type'] = 'application/json';
  const body = Object.fromEntries(Object.keys(door.body.shape).map((name) => [name, input[name]]));
  return { method: door.method, headers, body: JSON.stringify(body) };
}

function refusalOf(response: Response, text: string): Answer<never> {
  const problem = Problem.safeParse(jsonOf(text));
  const { status } = response;
  return {
    kind: 'refused',
    status,
    problem: problem.success
      ? problem.data
      : { code: 'internal', message: `The address answered ${status}, not in the words of a room.` },
    retryAfterMs: Number(response.headers.get('Retry-After') ?? 0) * 1_000 || 0,
  };
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'TimeoutError') return `no answer within ${patienceMs / 1_000} s`;
  const { cause } = error;
  return cause instanceof Error && 'code' in cause ? String(cause.code) : error.message;
}
