import { systemActor } from '@t1/shared/roles';
import type { Scope } from '@t1/shared/jurisdiction';
import { covers } from '@t1/shared/jurisdiction';

/**
 * An event as it leaves the log: the words that decide who gets it, and its JSON text, made once and shared
 * by every frame that carries it.
 */
export interface LoggedEvent {
  readonly seq: number;
  readonly type: string;
  readonly subject: string;
  readonly thread: string | null;
  readonly audience: readonly string[];
  readonly withdrawnFrom: readonly string[];
  /** First eight bytes of the chain at this event: a cursor carries them to prove which log it is of. */
  readonly chain: string;
  readonly json: string;
}

/** A row of event_log as the queries of this folder read it: JSON columns as text, chain as hex. */
export interface EventRow {
  seq: string;
  id: string;
  type: string;
  subject: string;
  thread: string | null;
  version: number;
  audience: string[];
  withdrawn_from: string[];
  actor: string;
  data: string;
  detail: string | null;
  at: Date;
  chain: string;
}

/** The columns of EventRow. */
export const eventColumns = `seq, id, type, subject, thread, version, audience, withdrawn_from,
  actor::text as actor, data::text as data, detail::text as detail, at,
  encode(substring(chain for 8), 'hex') as chain`;

/** Makes the shared text from a row without parsing its JSON columns. */
export function fromRow(row: EventRow): LoggedEvent {
  const detail = row.detail === null ? '' : `,"detail":${row.detail}`;
  return {
    seq: Number(row.seq),
    type: row.type,
    subject: row.subject,
    thread: row.thread,
    audience: row.audience,
    withdrawnFrom: row.withdrawn_from,
    chain: row.chain,
    json:
      `{"seq":${row.seq},"id":"${row.id}","type":"${row.type}","at":"${row.at.toISOString()}",` +
      `"actor":${row.actor},"subject":"${row.subject}","version":${row.version},"data":${row.data}${detail}}`,
  };
}

/** What a scope that lost sight of the subject receives instead: that it is gone, and nothing else. */
function withdrawal(event: LoggedEvent): string {
  const noun = event.type.slice(0, event.type.indexOf('.'));
  const { id, at, version } = JSON.parse(event.json) as { id: string; at: string; version: number };
  return JSON.stringify({
    seq: event.seq,
    id,
    type: `${noun}.withdrawn`,
    at,
    actor: systemActor,
    subject: event.subject,
    version,
    data: { id: event.subject },
  });
}

/** The text this scope may read of the event, or nothing when it may not know of it. */
export function textFor(scope: Scope, event: LoggedEvent): string | undefined {
  if (covers(scope, event.audience)) return event.json;
  if (scope.kind === 'directorate' && event.withdrawnFrom.includes(scope.directorateId)) {
    return withdrawal(event);
  }
  return undefined;
}
