import type { AlertView } from '@t1/shared/alerts';
import type { DomainEvent, EventType } from '@t1/shared/events';
import type { IncidentView } from '@t1/shared/incidents';
import { stateAfter } from '@t1/shared/incidents';
import type { Scope } from '@t1/shared/jurisdiction';
import { audienceKey, covers } from '@t1/shared/jurisdiction';
import type { SnapshotView } from '@t1/shared/live-doors';
import type { Batch, Reset } from '@t1/shared/socket';
import { alert, event, incident, startOfDay } from './samples.ts';

export const scopes: readonly Scope[] = [
  { kind: 'national' },
  { kind: 'directorate', directorateId: 'tripoli' },
  { kind: 'directorate', directorateId: 'misrata' },
];

/** Older cursors than this many events behind the head are answered with a reset. */
const ringKept = 15;

interface Entry {
  readonly event: DomainEvent;
  readonly seenBy: (scope: Scope) => boolean;
}

interface Tables {
  readonly incidents: ReadonlyMap<string, IncidentView>;
  readonly alerts: ReadonlyMap<string, AlertView>;
}

/** A log as it was in one epoch, with what each scope had to show at the end of each transaction. */
interface Epoch {
  readonly entries: Entry[];
  readonly shown: Map<number, ReadonlyMap<string, string>>;
}

/** What a position of the client means: which log, whose eyes, which place. */
export interface Place {
  readonly epoch: number;
  readonly scope: number;
  readonly seq: number;
}

export function placeOf(cursor: string): Place {
  const [epoch = 0, scope = 0, seq = 0] = cursor.split(':').map(Number);
  return { epoch, scope, seq };
}

/** Names what is on a screen, so that two screens can be compared. */
export function picture(things: readonly { id: string; version: number; state: string }[]): string {
  return things
    .map(({ id, version, state }) => `${id.slice(-7)}/${version}/${state}`)
    .sort()
    .join(' ');
}

/** A server in miniature: tables, one log, one reader with a scope, restores from a backup. */
export class ModelRoom {
  #incidents = new Map<string, IncidentView>();
  #alerts = new Map<string, AlertView>();
  #epochs: Epoch[] = [newEpoch()];
  #scopes: Scope[] = [scopes[0]!];
  #backup: { seq: number; tables: Tables } = { seq: 0, tables: { incidents: new Map(), alerts: new Map() } };
  #made = 0;

  get #log(): Epoch {
    return this.#epochs.at(-1)!;
  }

  get head(): number {
    return this.#log.entries.length;
  }

  get scope(): Scope {
    return this.#scopes.at(-1)!;
  }

  cursorAt(seq: number): string {
    return `${this.#epochs.length - 1}:${this.#scopes.length - 1}:${seq}`;
  }

  report(directorateId: string, severity: 1 | 2 | 3 | 4): void {
    this.#made += 1;
    const view = incident(this.#made, { directorateId, severity });
    this.#write('incident.reported', view);
    if (severity <= 2) this.#write('alert.raised', alert(this.#made, { directorateId, severity }));
    this.#commit();
  }

  /** Does the command to one of the incidents, if it is legal; the alert of the incident follows. */
  change(pick: number, command: 'amend' | 'open' | 'close' | 'reopen' | 'transfer' | 'acknowledge'): void {
    const before = [...this.#incidents.values()][pick % Math.max(1, this.#incidents.size)];
    if (before === undefined) return;
    const raised = [...this.#alerts.values()].find((each) => each.incidentId === before.id);
    const after = { ...before, version: before.version + 1 };
    const alarm =
      raised && raised.state !== 'closed' ? { ...raised, version: raised.version + 1 } : undefined;
    switch (command) {
      case 'amend':
        this.#write(before.state === 'closed' ? 'incident.noted' : 'incident.amended', after);
        break;
      case 'acknowledge':
        if (alarm) this.#write('alert.acknowledged', { ...alarm, state: 'acknowledged' });
        break;
      case 'transfer': {
        const directorateId = before.directorateId === 'tripoli' ? 'misrata' : 'tripoli';
        this.#write('incident.transferred', { ...after, directorateId });
        this.#withdraw('incident.withdrawn', before, after.version);
        if (!alarm) break;
        this.#write('alert.redirected', { ...alarm, directorateId });
        this.#withdraw('alert.withdrawn', before, alarm.version, alarm.id);
        break;
      }
      case 'open':
      case 'close':
      case 'reopen': {
        const state = stateAfter(before.state, command);
        if (state === undefined) return;
        const types = {
          open: 'incident.opened',
          close: 'incident.closed',
          reopen: 'incident.reopened',
        } as const;
        this.#write(types[command], { ...after, state });
        if (command === 'close' && alarm) this.#write('alert.closed', { ...alarm, state: 'closed' });
      }
    }
    this.#commit();
  }

  backUp(): void {
    const tables = { incidents: new Map(this.#incidents), alerts: new Map(this.#alerts) };
    this.#backup = { seq: this.head, tables };
  }

  /** The log goes back to the backup and its numbers are used again, in a new epoch. */
  restore(): void {
    const { seq, tables } = this.#backup;
    const old = this.#log;
    const shown = new Map([...old.shown].filter(([at]) => at <= seq));
    this.#epochs.push({ entries: old.entries.slice(0, seq), shown });
    this.#incidents = new Map(tables.incidents);
    this.#alerts = new Map(tables.alerts);
  }

  rescope(scope: Scope): void {
    this.#scopes.push(scope);
  }

  snapshot(): SnapshotView {
    const incidents = [...this.#incidents.values()].filter((each) => this.#shows(this.scope, each));
    const alerts = [...this.#alerts.values()].filter((each) => this.#shows(this.scope, each));
    const serverNow = new Date(startOfDay).toISOString();
    return { cursor: this.cursorAt(this.head), seq: this.head, serverNow, incidents, alerts, shifts: [] };
  }

  /** Why this cursor cannot be continued, if it cannot. */
  refuse(place: Place): Reset['reason'] | undefined {
    if (place.epoch !== this.#epochs.length - 1 || place.seq > this.head) return 'epoch';
    if (place.scope !== this.#scopes.length - 1) return 'scope';
    return this.head - place.seq > ringKept ? 'too-old' : undefined;
  }

  /** The events of (from, to] that the reader may see. */
  batch(from: number, to: number): Batch {
    const visible = this.#log.entries.slice(from, to).filter((entry) => entry.seenBy(this.scope));
    return { from, to, cursor: this.cursorAt(to), events: visible.map((entry) => entry.event) };
  }

  /** The numbers of the events that a reader at this place must have applied since `after`. */
  dueSince(after: number, { epoch, scope, seq }: Place): number[] {
    const entries = this.#epochs[epoch]!.entries.slice(after, seq);
    return entries.filter((entry) => entry.seenBy(this.#scopes[scope]!)).map((entry) => entry.event.seq);
  }

  /** What a reader at this place must show; nothing in the middle of a transaction. */
  shownAt({ epoch, scope, seq }: Place): string | undefined {
    return this.#epochs[epoch]!.shown.get(seq)?.get(audienceKey(this.#scopes[scope]!));
  }

  #write<T extends Exclude<EventType, `${string}.withdrawn`>>(type: T, view: IncidentView | AlertView): void {
    if ('ref' in view) this.#incidents.set(view.id, view);
    else this.#alerts.set(view.id, view);
    const seenBy = (scope: Scope) => covers(scope, [view.directorateId]);
    // The callers name the type that belongs to the view.
    const written = event(this.head + 1, type as 'incident.amended', view as IncidentView);
    this.#log.entries.push({ event: written, seenBy });
  }

  /** Goes to the directorate that lost sight and to nobody else, the room least of all. */
  #withdraw(
    type: 'incident.withdrawn' | 'alert.withdrawn',
    from: IncidentView,
    version: number,
    id = from.id,
  ): void {
    const seenBy = (scope: Scope) =>
      scope.kind === 'directorate' && scope.directorateId === from.directorateId;
    this.#log.entries.push({ event: event(this.head + 1, type, { id }, version), seenBy });
  }

  #commit(): void {
    const shown = scopes.map((scope): [string, string] => {
      const all = [...this.#incidents.values(), ...this.#alerts.values()];
      return [audienceKey(scope), picture(all.filter((each) => this.#shows(scope, each)))];
    });
    this.#log.shown.set(this.head, new Map(shown));
  }

  #shows(scope: Scope, view: IncidentView | AlertView): boolean {
    return view.state !== 'closed' && covers(scope, [view.directorateId]);
  }
}

function newEpoch(): Epoch {
  return { entries: [], shown: new Map([[0, new Map(scopes.map((scope) => [audienceKey(scope), '']))]]) };
}
