import { z } from 'zod';

/**
 * Every way a command can be refused. A code is stable and machine-readable; its sentence in the
 * user's language is in problem-texts.ts, which does not compile while a code has none.
 */
export const errorCodes = [
  'malformed',
  'too-large',
  'unauthenticated',
  'invalid-credentials',
  'missing-header',
  'forbidden',
  'not-found',
  'conflict-version',
  'conflict-id',
  'illegal-transition',
  'alert-already-handled',
  'no-further-step',
  'undo-too-late',
  'shelf-too-long',
  'shift-length',
  'shift-overlap',
  'shift-over',
  'shift-not-begun',
  'unknown-officer',
  'unreadable-file',
  'unreadable-cell',
  'unknown-type',
  'unknown-place',
  'unknown-directorate',
  'location-missing',
  'outside-country',
  'override-too-far',
  'occurred-in-future',
  'amend-window-over',
  'nothing-to-change',
  'reason-missing',
  'same-directorate',
  'cross-ministry',
  'bad-cursor',
  'too-many-requests',
  'busy',
  'storage-full',
  'internal',
] as const;

export type ErrorCode = (typeof errorCodes)[number];

/** HTTP status of each code: 400 malformed, 401, 403, 404 missing or not visible, 409 conflict, 422 rule refused. */
export const statusOf: Record<ErrorCode, number> = {
  malformed: 400,
  'too-large': 413,
  unauthenticated: 401,
  'invalid-credentials': 401,
  'missing-header': 403,
  forbidden: 403,
  'not-found': 404,
  'conflict-version': 409,
  'conflict-id': 409,
  'illegal-transition': 409,
  'alert-already-handled': 409,
  'no-further-step': 422,
  'undo-too-late': 422,
  'shelf-too-long': 422,
  'shift-length': 422,
  'shift-overlap': 422,
  'shift-over': 409,
  'shift-not-begun': 422,
  'unknown-officer': 422,
  'unreadable-file': 422,
  'unreadable-cell': 422,
  'unknown-type': 422,
  'unknown-place': 422,
  'unknown-directorate': 422,
  'location-missing': 422,
  'outside-country': 422,
  'override-too-far': 422,
  'occurred-in-future': 422,
  'amend-window-over': 422,
  'nothing-to-change': 422,
  'reason-missing': 422,
  'same-directorate': 422,
  'cross-ministry': 422,
  'bad-cursor': 400,
  'too-many-requests': 429,
  busy: 503,
  'storage-full': 507,
  internal: 500,
};

/** The one shape of every refusal. `message` is a whole sentence in the language the request asked for. */
export const Problem = z
  .object({
    code: z.enum(errorCodes),
    message: z.string(),
    field: z.string().optional().describe('Path of the offending field, dots between levels'),
    version: z.int().optional().describe('With a version conflict: the version the server holds now'),
    state: z.string().optional().describe('With a lost race: the state the server holds now'),
    requestId: z.string(),
  })
  .meta({ id: 'Problem' });
export type Problem = z.infer<typeof Problem>;

/** What a rule says when it refuses: a code and, where one field is to blame, its name. */
export interface Refusal {
  readonly code: ErrorCode;
  readonly field?: string;
  readonly version?: number;
  readonly state?: string;
}
