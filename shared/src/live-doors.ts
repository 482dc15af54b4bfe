import { z } from 'zod';
import { AlertView } from './alerts.ts';
import { door } from './endpoint.ts';
import { DomainEvent } from './events.ts';
import { IncidentView } from './incidents.ts';
import { ShiftView } from './roster.ts';

/** All open things the caller may see, read in one database snapshot together with the cursor of that moment. */
export const SnapshotView = z
  .object({
    cursor: z.string(),
    seq: z.int(),
    serverNow: z.string(),
    incidents: z.array(IncidentView),
    alerts: z.array(AlertView),
    shifts: z.array(ShiftView).describe('Shifts that are not over'),
  })
  .meta({ id: 'Snapshot' });
export type SnapshotView = z.infer<typeof SnapshotView>;

export const readSnapshot = door({
  name: 'readSnapshot',
  method: 'GET',
  path: '/api/v1/snapshot',
  allow: 'live:read',
  summary: 'Every open incident and alert the caller may see, with the cursor to go on from',
  output: SnapshotView,
});

export const readEvents = door({
  name: 'readEvents',
  method: 'GET',
  path: '/api/v1/events',
  allow: 'live:read',
  summary: 'The same log by HTTP, for integrations without a socket',
  query: z.strictObject({
    cursor: z.string().max(200).optional().describe('Where to go on; without it from the beginning'),
    limit: z.coerce.number().int().min(1).max(500).default(200),
  }),
  output: z
    .object({ cursor: z.string(), from: z.int(), to: z.int(), events: z.array(DomainEvent) })
    .meta({ id: 'EventPage' }),
});
