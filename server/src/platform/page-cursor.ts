import { z } from 'zod';
import { Refused } from './refused.ts';

/** Where a page of a newest-first list ended: the time and id of its last row. */
export interface PageEnd {
  readonly at: Date;
  readonly id: string;
}

/** The opaque text of a page end. */
export function encodePageEnd(end: PageEnd): string {
  return Buffer.from(`${end.at.toISOString()}|${end.id}`).toString('base64url');
}

// The database is asked with both: what it could not read must not get that far.
const PageEndText = z.object({ at: z.iso.datetime(), id: z.uuid() });

/** The page end in a text; throws `bad-cursor` when it is none. */
export function decodePageEnd(text: string): PageEnd {
  const [at, id] = Buffer.from(text, 'base64url').toString('utf8').split('|');
  const end = PageEndText.safeParse({ at, id });
  if (!end.success) throw new Refused({ code: 'bad-cursor', field: 'cursor' });
  return { at: new Date(end.data.at), id: end.data.id };
}
