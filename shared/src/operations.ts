import { z } from 'zod';
import { door } from './endpoint.ts';

/** What every part of the room says of itself; `reason` tells why a part is not ready. */
export const ReadinessView = z
  .object({
    ready: z.boolean(),
    parts: z.record(z.string(), z.object({ ready: z.boolean(), reason: z.string().optional() })),
  })
  .meta({ id: 'Readiness' });
export type ReadinessView = z.infer<typeof ReadinessView>;

export const checkHealth = door({
  name: 'checkHealth',
  method: 'GET',
  path: '/healthz',
  allow: 'everybody',
  summary: 'The process runs',
  output: z.object({ ok: z.literal(true) }),
});

export const checkReadiness = door({
  name: 'checkReadiness',
  method: 'GET',
  path: '/readyz',
  allow: 'everybody',
  summary: 'The room can work: database, pump and reactions; 503 with the reasons when not',
  output: ReadinessView,
});

export const readMetrics = door({
  name: 'readMetrics',
  method: 'GET',
  path: '/metrics',
  allow: 'everybody',
  summary: 'Prometheus text, from this machine or with the token only',
  output: z.string(),
});

export const readOpenApi = door({
  name: 'readOpenApi',
  method: 'GET',
  path: '/api/openapi.json',
  allow: 'everybody',
  summary: 'This document',
  output: z.record(z.string(), z.unknown()),
});
