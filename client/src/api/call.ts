import type { CallOf, Door, OutputOf } from '@t1/shared/endpoint';
import type { ErrorCode } from '@t1/shared/errors';
import { Problem } from '@t1/shared/errors';
import type { Locale } from '@t1/shared/problem-texts';
import { localeFrom, problemText } from '@t1/shared/problem-texts';
import { signIn } from '@t1/shared/sessions';

/** What only the client can know: no answer came, so nobody can say whether the command was carried out. */
export interface ClientProblem {
  readonly code: 'unreachable';
}

/** The answer to a call; `replay` is true when the server had already answered this very command before. */
export type CallResult<O> =
  | { readonly ok: true; readonly output: O; readonly replay: boolean }
  | { readonly ok: false; readonly problem: Problem | ClientProblem };

export interface CallOptions {
  readonly signal?: AbortSignal;
  /** Language of the answer's sentences; without it the language of the page. */
  readonly locale?: Locale;
}

/** A call that has no answer after this time is given up; a person is waiting in front of it. */
const callTimeoutMs = 10_000;

type Fields = Readonly<Record<string, unknown>>;

const sessionLostListeners = new Set<() => void>();

/** Tells the listener whenever the server says that the session is over; returns the way to stop listening. */
export function onSessionLost(listener: () => void): () => void {
  sessionLostListeners.add(listener);
  return () => sessionLostListeners.delete(listener);
}

/** Knocks at a door of the contract and answers with its parsed output or a problem; it never throws. */
export async function call<D extends Door>(
  door: D,
  input: CallOf<D>,
  options: CallOptions = {},
): Promise<CallResult<OutputOf<D>>> {
  const locale = options.locale ?? localeFrom(globalThis.document?.documentElement.lang);
  const fields = input as Fields;
  let response: Response;
  let text: string;
  try {
    response = await fetch(addressOf(door, fields), requestOf(door, fields, locale, options.signal));
    text = await response.text();
  } catch {
    return { ok: false, problem: { code: 'unreachable' } };
  }
  if (!response.ok) {
    if (response.status === 401 && door.name !== signIn.name) {
      for (const listener of sessionLostListeners) listener();
    }
    return { ok: false, problem: problemOf(response.status, text, locale) };
  }
  const output = door.output.safeParse(jsonOf(text));
  if (!output.success) return { ok: false, problem: ownProblem('internal', locale) };
  const replay = response.headers.get('Idempotent-Replay') === 'true';
  // The schema that parsed it is the one the type is inferred from; the generic door hides that.
  return { ok: true, output: output.data as OutputOf<D>, replay };
}

function requestOf(door: Door, fields: Fields, locale: Locale, signal?: AbortSignal): RequestInit {
  const headers: Record<string, string> = { Accept: 'application/json', 'Accept-Language': locale };
  if (door.method !== 'GET') headers['X-T1'] = '1';
  const timeout = AbortSignal.timeout(callTimeoutMs);
  const request: RequestInit = {
    method: door.method,
    headers,
    credentials: 'same-origin',
    cache: 'no-store',
    signal: signal === undefined ? timeout : AbortSignal.any([signal, timeout]),
  };
  const names = Object.keys(door.body.shape);
  if (names.length > 0) {
    headers['Content-Type'] = 'application/json';
    request.body = JSON.stringify(Object.fromEntries(given(names, fields)));
  }
  return request;
}

function addressOf(door: Door, fields: Fields): string {
  const path = door.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(fields[name])));
  const query = new URLSearchParams();
  for (const [name, value] of given(Object.keys(door.query.shape), fields)) query.set(name, String(value));
  return query.size === 0 ? path : `${path}?${query.toString()}`;
}

function given(names: readonly string[], fields: Fields): [string, unknown][] {
  return names.filter((name) => fields[name] !== undefined).map((name) => [name, fields[name]]);
}

function jsonOf(text: string): unknown {
  if (text === '') return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The problem in the answer; an answer that carries none came from something in front of the server. */
function problemOf(status: number, text: string, locale: Locale): Problem | ClientProblem {
  const problem = Problem.safeParse(jsonOf(text));
  if (problem.success) return problem.data;
  if (status === 502 || status === 503 || status === 504) return { code: 'unreachable' };
  return ownProblem(plainCodes[status] ?? 'internal', locale);
}

const plainCodes: Readonly<Record<number, ErrorCode>> = {
  401: 'unauthenticated',
  403: 'forbidden',
  404: 'not-found',
  413: 'too-large',
  429: 'too-many-requests',
};

function ownProblem(code: ErrorCode, locale: Locale): Problem {
  return { code, message: problemText({ code }, locale), requestId: '' };
}
