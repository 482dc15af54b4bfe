import { createHash } from 'node:crypto';

/**
 * A position in the log: which log it is (epoch), how far (seq), proof that this log really had that
 * event there (chain), and for which scope the events were filtered. It is a position, never a credential.
 */
export interface Cursor {
  readonly epoch: string;
  readonly seq: number;
  readonly chain: string;
  readonly scope: string;
}

const scopeTags = new Map<string, string>();

/** Four bytes that tell one audience from another without naming it. */
export function scopeTag(audienceKey: string): string {
  let tag = scopeTags.get(audienceKey);
  if (tag === undefined) {
    tag = createHash('sha256').update(audienceKey).digest('hex').slice(0, 8);
    scopeTags.set(audienceKey, tag);
  }
  return tag;
}

const bytes = 16 + 8 + 8 + 4;

/** The opaque text of a cursor. */
export function encodeCursor(cursor: Cursor): string {
  const buffer = Buffer.alloc(bytes);
  buffer.write(cursor.epoch.replaceAll('-', ''), 0, 'hex');
  buffer.writeBigUInt64BE(BigInt(cursor.seq), 16);
  buffer.write(cursor.chain, 24, 'hex');
  buffer.write(cursor.scope, 32, 'hex');
  return buffer.toString('base64url');
}

/** The cursor in a text, or nothing when the text is none. */
export function decodeCursor(text: string): Cursor | undefined {
  const buffer = Buffer.from(text, 'base64url');
  if (buffer.length !== bytes || buffer.toString('base64url') !== text) return undefined;
  const hex = buffer.toString('hex');
  const seq = Number(buffer.readBigUInt64BE(16));
  if (!Number.isSafeInteger(seq)) return undefined;
  const epoch = [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20, 32)];
  return { epoch: epoch.join('-'), seq, chain: hex.slice(48, 64), scope: hex.slice(64, 72) };
}
