import { z } from 'zod';
import { DomainEvent } from './events.ts';

/**
 * The live channel, told as a story.
 *
 * The client first takes a snapshot by HTTP: a state and the cursor where that state stands in the log. It
 * connects with that cursor. The server answers either with `reset` (the cursor is of another epoch, another
 * scope, or too old: take a new snapshot) or with a first `batch` that brings it to the head. From then on
 * every batch begins where the client stands: `from` equals its position, or the frame is old (`to` is not
 * beyond it) or something was lost, and then the client connects again with the cursor it holds. `to` moves
 * on over events the client may not see, so a gap can never hide. `head` comes every two seconds; when it
 * stops, what is on the screen is old and the screen says so. Commands never travel here: they go by HTTP.
 */
export const liveContract = 1;
export const livePath = '/rt';
export const headIntervalMs = 2_000;

/** The screen is live up to the first age without a frame, late up to the second, and stale beyond it. */
export const liveWithinMs = 10_000;
export const lateWithinMs = 30_000;

export const LiveAuth = z.object({ contract: z.int(), cursor: z.string().max(200).optional() });

export const Batch = z.object({
  from: z.int(),
  to: z.int(),
  cursor: z.string(),
  events: z.array(DomainEvent),
});
export type Batch = z.infer<typeof Batch>;

export const Head = z.object({
  seq: z.int(),
  serverNow: z.string(),
  engineLateMs: z
    .int()
    .optional()
    .describe('Present while escalation cannot be relied on: how late its engine is'),
});
export type Head = z.infer<typeof Head>;

export const resetReasons = ['epoch', 'scope', 'too-old', 'contract'] as const;
export const Reset = z.object({ reason: z.enum(resetReasons) });
export type Reset = z.infer<typeof Reset>;

export const Revoked = z.object({ reason: z.string() });
export type Revoked = z.infer<typeof Revoked>;

export const Applied = z.object({ cursor: z.string().max(200) });
export const Viewing = z.object({ incidentId: z.uuid().optional() });

export interface ServerToClient {
  batch: (batch: Batch) => void;
  head: (head: Head) => void;
  reset: (reset: Reset) => void;
  revoked: (revoked: Revoked) => void;
}

export interface ClientToServer {
  applied: (applied: z.input<typeof Applied>) => void;
  viewing: (viewing: z.input<typeof Viewing>) => void;
}
