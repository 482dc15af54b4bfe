import { Refused } from './refused.ts';

/** Where a page of a newest-first list ended: the time and id of its last row. */
export interface PageEnd {
  readonly at: string;
  readonly id: string;
}

/** The opaque text of a page end. */
export function encodePageEnd(end: PageEnd): string {
  return Buffer.from(`${end.at}|${end.id}`).toString('base64url');
}

/** The page end in a text; throws `bad-cursor` when it is none. */
export function decodePageEnd(text: string): PageEnd {
  const [at, id] = Buffer.from(text, 'base64url').toString('utf8').split('|');
  const valid =
    at !== undefined && id !== undefined && !Number.isNaN(Date.parse(at)) && /^[0-9a-f-]{36}$/.test(id);
  if (!valid) throw new Refused({ code: 'bad-cursor', field: 'cursor' });
  return { at, id };
}
