import type { z } from 'zod';
import { Refused } from '../platform/refused.ts';

/** One part of a request in the shape its door promises; throws `malformed` and names the first wrong field. */
export function parsePart(schema: z.ZodObject, value: unknown): Record<string, unknown> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  if (issue?.code === 'unrecognized_keys') {
    throw new Refused({ code: 'malformed', field: [...issue.path, issue.keys[0] ?? ''].join('.') });
  }
  const field = issue?.path.join('.');
  throw new Refused({ code: 'malformed', field: field === undefined || field === '' ? 'body' : field });
}
