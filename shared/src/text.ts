import { z } from 'zod';
import { hasBidiControls, hasControlCharacters } from './arabic-text.ts';

/**
 * One line or one paragraph written by a person: trimmed, not empty, at most `max` characters, without
 * control characters and without the invisible direction marks that can make a plate or a name read as another.
 */
export function writtenText(max: number): z.ZodString {
  return (
    z
      .string()
      .trim()
      .min(1)
      .max(max)
      .refine((text) => !hasBidiControls(text), { message: 'bidi control characters are not allowed' })
      .refine((text) => !hasControlCharacters(text), { message: 'control characters are not allowed' })
      // Half a surrogate pair is no character: the database would store another text than the log.
      .refine((text) => text.isWellFormed(), { message: 'the text is not well-formed Unicode' })
  );
}

/** A word the room looks up, such as an id or a user name: no control characters, which a database cannot even be asked for. */
export function lookupText(max: number): z.ZodString {
  return z
    .string()
    .max(max)
    .refine((text) => !hasControlCharacters(text), { message: 'control characters are not allowed' });
}

/** An instant on the wire: ISO 8601 with an offset, always sent by us in UTC. */
export const Instant = z.iso.datetime({ offset: true });

/**
 * A UUID version 7 made by the client: the id of the thing and the idempotency key of its creation. Capitals
 * are the same id, and it is written in small letters everywhere, as the database does.
 */
export const ClientId = z.uuidv7().toLowerCase();
