import { z } from 'zod';
import { door } from './endpoint.ts';
import {
  IncidentTypeView,
  IncidentView,
  OccurredAt,
  SeverityField,
  TimelineEntry,
  actionKinds,
  dispositions,
  incidentStates,
} from './incidents.ts';
import { ClientId, Instant, lookupText, writtenText } from './text.ts';

const LocationInput = z.strictObject({
  lat: z.number().min(-90).max(90),
  lon: z.number().min(-180).max(180),
  accuracyM: z.number().min(0).max(100_000).optional(),
});

const title = writtenText(200);
const description = writtenText(4000);
const plates = z.array(writtenText(20)).max(10);

/** Receipt of a change: the event that carries it to every screen has this seq. */
const Receipt = z.object({ id: z.uuid(), version: z.int(), seq: z.int() }).meta({ id: 'Receipt' });

export const reportIncident = door({
  name: 'reportIncident',
  method: 'POST',
  path: '/api/v1/incidents',
  allow: 'incident:report',
  summary: 'Reports an incident; the same id with the same body gives the first answer again',
  status: 201,
  body: z.strictObject({
    id: ClientId,
    type: z.string().min(1).max(64),
    severity: SeverityField,
    occurredAt: OccurredAt.optional(),
    location: LocationInput.optional(),
    placeId: z.string().min(1).max(64).optional(),
    directorateId: z
      .string()
      .min(1)
      .max(64)
      .optional()
      .describe('Overrides the responsible directorate near a border'),
    title,
    description: description.optional(),
    plates: plates.optional(),
  }),
  output: z.object({ id: z.uuid(), ref: z.string(), seq: z.int() }).meta({ id: 'IncidentReceipt' }),
});

const filters = {
  state: z
    .enum([...incidentStates, 'any', 'not-closed'])
    .default('any')
    .describe('One state, or every state but closed'),
  severity: z.coerce.number().int().min(1).max(4).optional(),
  type: lookupText(64).optional(),
  directorate: lookupText(64).optional(),
  district: lookupText(64).optional(),
  from: Instant.optional().describe('Reported at or after'),
  to: Instant.optional().describe('Reported before'),
  q: z
    .string()
    .trim()
    .min(1)
    .max(100)
    .optional()
    .describe('Words of reference, title or place; Arabic forms are equal'),
};

export const listIncidents = door({
  name: 'listIncidents',
  method: 'GET',
  path: '/api/v1/incidents',
  allow: 'incident:read',
  summary: 'Incidents the caller may see, newest first',
  query: z.strictObject({
    ...filters,
    limit: z.coerce.number().int().min(1).max(200).default(50),
    cursor: z.string().max(200).optional(),
  }),
  output: z.object({ items: z.array(IncidentView), next: z.string().optional() }),
});

export const countIncidents = door({
  name: 'countIncidents',
  method: 'GET',
  path: '/api/v1/incidents/count',
  allow: 'incident:read',
  summary: 'How many incidents the caller may see under the same filters',
  query: z.strictObject(filters),
  output: z.object({ count: z.int() }),
});

const one = z.strictObject({ id: z.uuid() });

export const readIncident = door({
  name: 'readIncident',
  method: 'GET',
  path: '/api/v1/incidents/:id',
  allow: 'incident:read',
  summary: 'One incident with its timeline, oldest entry first',
  params: one,
  output: IncidentView.extend({ timeline: z.array(TimelineEntry) }).meta({ id: 'IncidentWithTimeline' }),
});

const expectedVersion = z.int().min(1);

export const amendIncident = door({
  name: 'amendIncident',
  method: 'POST',
  path: '/api/v1/incidents/:id/amend',
  allow: 'incident:amend',
  summary: 'Corrects fields of an incident that is not closed; fields left out stay as they are',
  params: one,
  body: z.strictObject({
    expectedVersion,
    type: z.string().min(1).max(64).optional(),
    severity: SeverityField.optional(),
    occurredAt: OccurredAt.optional(),
    location: LocationInput.optional(),
    directorateId: z.string().min(1).max(64).optional(),
    title: title.optional(),
    description: description.optional(),
    plates: plates.optional(),
  }),
  output: Receipt,
});

export const openIncident = door({
  name: 'openIncident',
  method: 'POST',
  path: '/api/v1/incidents/:id/open',
  allow: 'incident:open',
  summary: 'Takes up a reported incident',
  params: one,
  body: z.strictObject({ expectedVersion }),
  output: Receipt,
});

export const noteIncident = door({
  name: 'noteIncident',
  method: 'POST',
  path: '/api/v1/incidents/:id/note',
  allow: 'incident:note',
  summary: 'Adds a note to the timeline; also after closing',
  params: one,
  body: z.strictObject({ expectedVersion, text: writtenText(2000) }),
  output: Receipt,
});

export const actOnIncident = door({
  name: 'actOnIncident',
  method: 'POST',
  path: '/api/v1/incidents/:id/act',
  allow: 'incident:act',
  summary: 'Records what was done: an action with a name on it, or a reasoned "no action"',
  params: one,
  body: z.strictObject({ expectedVersion, kind: z.enum(actionKinds), text: writtenText(1000).optional() }),
  output: Receipt,
});

export const closeIncident = door({
  name: 'closeIncident',
  method: 'POST',
  path: '/api/v1/incidents/:id/close',
  allow: 'incident:close',
  summary: 'Closes an incident with what it came to; its alerts close with it',
  params: one,
  body: z
    .strictObject({
      expectedVersion,
      disposition: z.enum(dispositions).default('action-taken'),
      reason: writtenText(500).optional(),
    })
    .refine(({ disposition, reason }) => disposition !== 'no-action' || reason !== undefined, {
      message: 'no action needs its reason',
      path: ['reason'],
    }),
  output: Receipt,
});

export const reopenIncident = door({
  name: 'reopenIncident',
  method: 'POST',
  path: '/api/v1/incidents/:id/reopen',
  allow: 'incident:reopen',
  summary: 'Opens a closed incident again, with the reason',
  params: one,
  body: z.strictObject({ expectedVersion, reason: writtenText(500) }),
  output: Receipt,
});

export const transferIncident = door({
  name: 'transferIncident',
  method: 'POST',
  path: '/api/v1/incidents/:id/transfer',
  allow: 'incident:transfer',
  summary: 'Hands an incident to another directorate of the same ministry',
  params: one,
  body: z.strictObject({
    expectedVersion,
    directorateId: z.string().min(1).max(64),
    reason: writtenText(500),
  }),
  output: Receipt,
});

export const listIncidentTypes = door({
  name: 'listIncidentTypes',
  method: 'GET',
  path: '/api/v1/incident-types',
  allow: 'reference:read',
  summary: 'The catalogue of incident types in use',
  output: z.object({ items: z.array(IncidentTypeView) }),
});
