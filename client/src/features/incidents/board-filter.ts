import { normalizeArabic } from '@t1/shared/arabic-text';
import type { IncidentView, Severity } from '@t1/shared/incidents';

/** What of the board is shown, and in which order. */
export interface BoardFilter {
  readonly text: string;
  readonly severity?: Severity | undefined;
  readonly directorateId?: string | undefined;
  readonly order: 'severity' | 'newest';
}

export const wholeBoard: BoardFilter = { text: '', order: 'severity' };

/** Words by which an incident is found that stand in reference data: the names of its type and directorate. */
export type SearchWords = (typeId: string, directorateId: string) => string;

// A view never changes (a new version is a new object), so its normalized words are made once.
const wordsOf = new WeakMap<IncidentView, { readonly extra: string; readonly words: string }>();

/** The incidents that pass the filter, in its order; Arabic spellings of one word find each other. */
export function filterBoard(
  incidents: readonly IncidentView[],
  filter: BoardFilter,
  searchWords: SearchWords,
): readonly IncidentView[] {
  const terms = normalizeArabic(filter.text).split(' ').filter(Boolean);
  const found = incidents.filter(
    (incident) =>
      (filter.severity === undefined || incident.severity === filter.severity) &&
      (filter.directorateId === undefined || incident.directorateId === filter.directorateId) &&
      hasAll(incident, terms, searchWords),
  );
  return found.sort(filter.order === 'newest' ? newestFirst : gravestFirst);
}

/** Whether the filter hides anything. */
export function isFiltering({ text, severity, directorateId }: BoardFilter): boolean {
  return text.trim() !== '' || severity !== undefined || directorateId !== undefined;
}

function hasAll(incident: IncidentView, terms: readonly string[], searchWords: SearchWords): boolean {
  if (terms.length === 0) return true;
  const words = searchable(incident, searchWords(incident.type, incident.directorateId));
  return terms.every((term) => words.includes(term));
}

function searchable(incident: IncidentView, extra: string): string {
  const known = wordsOf.get(incident);
  if (known?.extra === extra) return known.words;
  const { ref, title, description, place, plates } = incident;
  const words = normalizeArabic(
    [ref, title, description, place?.nameAr, place?.nameEn, ...plates, extra].filter(Boolean).join(' '),
  );
  wordsOf.set(incident, { extra, words });
  return words;
}

function newestFirst(a: IncidentView, b: IncidentView): number {
  return compare(b.reportedAt, a.reportedAt) || compare(b.id, a.id);
}

function gravestFirst(a: IncidentView, b: IncidentView): number {
  return a.severity - b.severity || newestFirst(a, b);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}
