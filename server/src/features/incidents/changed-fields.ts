import type { IncidentView } from '@t1/shared/incidents';

/** Names of the fields in which two views differ, for the timeline: what was corrected, without repeating it. */
export function changedFields(before: IncidentView, after: IncidentView): string[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]) as Set<keyof IncidentView>;
  return [...keys].filter((key) => JSON.stringify(before[key]) !== JSON.stringify(after[key]));
}
