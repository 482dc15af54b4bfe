import type { AlertState, AlertView } from '@t1/shared/alerts';
import type { DomainEvent } from '@t1/shared/events';
import type { IncidentView } from '@t1/shared/incidents';
import type { ShiftView } from '@t1/shared/roster';

/**
 * What the room knows at the position it has reached. It changes in place, because copying ten thousand
 * incidents for one event would cost more than everything else together; who reads gets an immutable list
 * that stays the same object until something in it changes. Only apply.ts changes it.
 */
export interface World {
  readonly incidents: Subjects<IncidentView>;
  readonly alerts: Subjects<AlertView>;
  readonly shifts: Subjects<ShiftView>;
  readonly alertNotes: Map<string, AlertNote>;
  readonly recent: RecentEvents;
}

/** What befell an alert on this screen that its view does not tell: the same object until it changes. */
export interface AlertNote {
  /** When its acknowledgement lapsed without an action. */
  readonly lapsedAt?: string;
  /** When it last climbed. */
  readonly climbedAt?: string;
}

export const recentEventsKept = 100;

/** How many departed subjects are remembered, so that an old event cannot bring one of them back. */
const goneKept = 5_000;

interface Subject {
  readonly id: string;
  readonly version: number;
}

/** The subjects of one kind that are on the screen, each in its newest version. */
class Subjects<View extends Subject> {
  readonly #held = new Map<string, View>();
  readonly #gone = new Map<string, number>();
  readonly #order: (a: View, b: View) => number;
  #arrived: string[] = [];
  #list: readonly View[] | undefined;

  constructor(order: (a: View, b: View) => number) {
    this.#order = order;
  }

  get size(): number {
    return this.#held.size;
  }

  get(id: string): View | undefined {
    return this.#held.get(id);
  }

  /** All of them in their order; the same array until one changes. */
  list(): readonly View[] {
    this.#list ??= [...this.#held.values()].sort(this.#order);
    return this.#list;
  }

  /** Puts the view on the screen unless a newer version was already seen. */
  keep(view: View): void {
    const { id, version } = view;
    const known = this.#held.get(id);
    if (version < (known?.version ?? this.#gone.get(id) ?? 0)) return;
    if (known === undefined) {
      this.#arrived.push(id);
      this.#gone.delete(id);
    }
    this.#held.set(id, view);
    this.#list = undefined;
  }

  /** Takes the subject off the screen as of this version, unless a newer one was already seen. */
  forget(id: string, version: number): void {
    const known = this.#held.get(id);
    if (version < (known?.version ?? this.#gone.get(id) ?? 0)) return;
    if (known !== undefined) {
      this.#held.delete(id);
      this.#list = undefined;
    }
    this.#gone.delete(id);
    this.#gone.set(id, version);
    if (this.#gone.size > goneKept) {
      for (const [oldest] of this.#gone) {
        this.#gone.delete(oldest);
        break;
      }
    }
  }

  /** Starts again from a snapshot: what is not in it was never here, whatever was seen before. */
  replace(views: readonly View[]): void {
    this.#held.clear();
    this.#gone.clear();
    for (const view of views) this.#held.set(view.id, view);
    this.#arrived = [];
    this.#list = undefined;
  }

  /** The ids that came onto the screen since the last time this was asked; a snapshot brings none. */
  takeArrived(): readonly string[] {
    if (this.#arrived.length === 0) return this.#arrived;
    const arrived = this.#arrived;
    this.#arrived = [];
    return arrived;
  }
}

/** The last events that were applied. */
class RecentEvents {
  readonly #kept: DomainEvent[] = [];
  #list: readonly DomainEvent[] | undefined;

  add(event: DomainEvent): void {
    this.#kept.push(event);
    // Cut only now and then: taking one from the front for each event would move the whole array.
    if (this.#kept.length >= 2 * recentEventsKept) this.#kept.splice(0, recentEventsKept);
    this.#list = undefined;
  }

  clear(): void {
    this.#kept.length = 0;
    this.#list = undefined;
  }

  /** At most a hundred, newest first; the same array until one is added. */
  list(): readonly DomainEvent[] {
    this.#list ??= this.#kept.slice(-recentEventsKept).reverse();
    return this.#list;
  }
}

/** An empty room: nothing is known yet. */
export function createWorld(): World {
  return {
    incidents: new Subjects(newestReportFirst),
    alerts: new Subjects(mostUrgentFirst),
    shifts: new Subjects(firstToBegin),
    alertNotes: new Map(),
    recent: new RecentEvents(),
  };
}

function newestReportFirst(a: IncidentView, b: IncidentView): number {
  return compare(b.reportedAt, a.reportedAt) || compare(b.id, a.id);
}

/** Where alerts of a state stand: what waits first, what was set aside last. */
export const alertRanks: Readonly<Record<AlertState, number>> = {
  unacknowledged: 0,
  'cleared-unacknowledged': 1,
  acknowledged: 2,
  shelved: 3,
  suppressed: 4,
  closed: 5,
};

/** By state, then the graver, then the one that has waited longer. */
function mostUrgentFirst(a: AlertView, b: AlertView): number {
  return (
    alertRanks[a.state] - alertRanks[b.state] ||
    a.severity - b.severity ||
    compare(a.raisedAt, b.raisedAt) ||
    compare(a.id, b.id)
  );
}

function firstToBegin(a: ShiftView, b: ShiftView): number {
  return compare(a.startsAt, b.startsAt) || compare(a.id, b.id);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
