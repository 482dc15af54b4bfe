import type { DomainEvent } from '@t1/shared/events';
import type { SnapshotView } from '@t1/shared/live-doors';

/** Texts of views seen so far, each with the one text that all spellings of the same view share. */
const canonicalTexts = new Map<string, string>();

function sorted(_: string, value: unknown): unknown {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)))
    : value;
}

/** Hundreds of screens hold the same views: they share one text, in which the order of fields says nothing. */
function canonical(view: unknown): string {
  const text = JSON.stringify(view);
  let known = canonicalTexts.get(text);
  if (known === undefined) {
    known = JSON.stringify(view, sorted);
    canonicalTexts.set(text, known);
  }
  return known;
}

/** The state that events add up to: the newest view of each thing that is open, and nothing cleverer. */
export class Fold {
  private readonly views = new Map<string, { readonly version: number; readonly text: string }>();
  /** Versions of things that have gone: an older view does not bring them back. */
  private readonly gone = new Map<string, number>();

  replace(snapshot: Pick<SnapshotView, 'incidents' | 'alerts'>): void {
    this.views.clear();
    this.gone.clear();
    for (const view of [...snapshot.incidents, ...snapshot.alerts]) {
      this.views.set(view.id, { version: view.version, text: canonical(view) });
    }
  }

  apply({ data, version }: DomainEvent): void {
    const known = this.views.get(data.id)?.version ?? this.gone.get(data.id) ?? 0;
    if (version <= known) return;
    if ('state' in data && data.state !== 'closed') {
      this.views.set(data.id, { version, text: canonical(data) });
    } else {
      this.views.delete(data.id);
      this.gone.set(data.id, version);
    }
  }

  /** The texts of all open things, sorted: two folds with the same state have the same list. */
  content(): string[] {
    return [...this.views.values()].map(({ text }) => text).toSorted();
  }
}
