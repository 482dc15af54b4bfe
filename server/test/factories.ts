import type { CallOf } from '@t1/shared/endpoint';
import type { reportIncident } from '@t1/shared/incident-doors';
import { v7 as uuidv7 } from 'uuid';

/** Places every test may speak of; each lies well inside the directorate it is named after. */
export const points = {
  sabha: { lat: 27.037, lon: 14.428 },
  benghazi: { lat: 32.116, lon: 20.068 },
  tripoli: { lat: 32.887, lon: 13.187 },
  ubari: { lat: 26.59, lon: 12.775 },
  murzuq: { lat: 25.916, lon: 13.918 },
  misrata: { lat: 32.375, lon: 15.093 },
  kufra: { lat: 24.199, lon: 23.291 },
} as const;

export type Report = CallOf<typeof reportIncident>;

/** An id as a client makes it. */
export function newId(): string {
  return uuidv7();
}

/** A report that nobody could object to: a medium quarrel in Sabha. */
export function aReport(changes: Partial<Report> = {}): Report {
  return {
    id: newId(),
    type: 'quarrel',
    severity: 3,
    location: points.sabha,
    title: 'مشاجرة أمام السوق',
    ...changes,
  };
}
