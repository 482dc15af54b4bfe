import { z } from 'zod';
import { hasBidiControls, hasControlCharacters } from './arabic-text.ts';

/**
 * One line or one paragraph written by a person: trimmed, not empty, at most `max` characters, without
 * control characters and without the invisible direction marks that can make a plate or a name read as another.
 */
export function writtenText(max: number): z.ZodString {
  return z
    .string()
    .trim()
    .min(1)
    .max(max)
    .refine((text) => !hasBidiControls(text), { message: 'bidi control characters are not allowed' })
    .refine((text) => !hasControlCharacters(text), { message: 'control characters are not allowed' });
}

/** An instant on the wire: ISO 8601 with an offset, always sent by us in UTC. */
export const Instant = z.iso.datetime({ offset: true });

/** A UUID version 7 made by the client: the id of the thing and the idempotency key of its creation. */
export const ClientId = z.uuidv7();
