import { z } from 'zod';
import { door } from './endpoint.ts';
import { Problem } from './errors.ts';
import { DutyView, NamedOfficer, ShiftView, importRowsMax, rosterPositions } from './roster.ts';
import { ClientId, Instant, lookupText, writtenText } from './text.ts';

const one = z.strictObject({ id: z.uuid() });
const expectedVersion = z.int().min(1);
const ShiftReceipt = z.object({ id: z.uuid(), version: z.int(), seq: z.int() }).meta({ id: 'ShiftReceipt' });

/** An account of the directorate, or somebody without one; exactly one of the two. */
const officer = {
  userId: z.uuid().optional().describe('An account of the directorate'),
  named: NamedOfficer.optional().describe('An officer without an account'),
};

/** The form of a file with a roster. */
export const rosterFormats = ['csv', 'xlsx'] as const;

export const listShifts = door({
  name: 'listShifts',
  method: 'GET',
  path: '/api/v1/roster',
  allow: 'roster:read',
  summary: 'Shifts the caller may see that touch a time, oldest first; cancelled ones are not among them',
  query: z.strictObject({
    directorate: lookupText(64).optional(),
    from: Instant.optional().describe('Absent: now'),
    to: Instant.optional().describe('Absent: seven days after `from`; at most 31 days'),
  }),
  output: z.object({ serverNow: z.string(), items: z.array(ShiftView) }).meta({ id: 'Roster' }),
});

export const listOnDuty = door({
  name: 'listOnDuty',
  method: 'GET',
  path: '/api/v1/roster/on-duty',
  allow: 'roster:read',
  summary: 'Who is on duty now in every directorate the caller may see, with the gaps of the next 24 hours',
  output: z.object({ serverNow: z.string(), items: z.array(DutyView) }).meta({ id: 'OnDuty' }),
});

export const listOfficers = door({
  name: 'listOfficers',
  method: 'GET',
  path: '/api/v1/roster/officers',
  allow: 'roster:write',
  summary: 'Accounts of a directorate that can be put on its roster',
  query: z.strictObject({ directorate: lookupText(64) }),
  output: z.object({
    items: z.array(z.object({ id: z.uuid(), username: z.string(), nameAr: z.string(), nameEn: z.string() })),
  }),
});

export const addShift = door({
  name: 'addShift',
  method: 'POST',
  path: '/api/v1/roster/shifts',
  allow: 'roster:write',
  summary: 'Adds a shift; the same id with the same body gives the first answer again',
  status: 201,
  body: z.strictObject({
    id: ClientId,
    directorateId: lookupText(64),
    position: z.enum(rosterPositions),
    ...officer,
    startsAt: Instant,
    endsAt: Instant,
  }),
  output: ShiftReceipt,
});

export const substituteOfficer = door({
  name: 'substituteOfficer',
  method: 'POST',
  path: '/api/v1/roster/shifts/:id/substitute',
  allow: 'roster:write',
  summary: 'Gives a shift to another officer; both stay in the log',
  params: one,
  body: z.strictObject({ expectedVersion, ...officer, reason: writtenText(300).optional() }),
  output: ShiftReceipt,
});

export const cancelShift = door({
  name: 'cancelShift',
  method: 'POST',
  path: '/api/v1/roster/shifts/:id/cancel',
  allow: 'roster:write',
  summary: 'Takes a shift off the roster',
  params: one,
  body: z.strictObject({ expectedVersion, reason: writtenText(300).optional() }),
  output: ShiftReceipt,
});

export const handOverShift = door({
  name: 'handOverShift',
  method: 'POST',
  path: '/api/v1/roster/shifts/:id/hand-over',
  allow: 'roster:write',
  summary: 'Writes what the officer of a shift leaves for the next one',
  params: one,
  body: z.strictObject({ expectedVersion, note: writtenText(2000) }),
  output: ShiftReceipt,
});

/** One row of a file: what was read, and each thing that is wrong with it. */
export const ImportedRow = z
  .object({
    line: z.int().describe('Line of the file; the heading is line 1'),
    cells: z.array(z.string()).describe('Directorate, position, officer, phone, beginning, end as written'),
    errors: z.array(Problem.pick({ code: true, field: true })),
  })
  .meta({ id: 'ImportedRow' });
export type ImportedRow = z.infer<typeof ImportedRow>;

export const importRoster = door({
  name: 'importRoster',
  method: 'POST',
  path: '/api/v1/roster/import',
  allow: 'roster:write',
  summary:
    'Reads a file of shifts: all of it is imported, or nothing when one row is wrong or it is only tried',
  body: z.strictObject({
    format: z.enum(rosterFormats),
    content: z.base64().min(4).max(60_000).describe(`The file; at most ${importRowsMax} rows`),
    dryRun: z.boolean(),
  }),
  output: z.object({ rows: z.array(ImportedRow), imported: z.int() }).meta({ id: 'RosterImport' }),
});

export const exportRoster = door({
  name: 'exportRoster',
  method: 'GET',
  path: '/api/v1/roster/export',
  allow: 'roster:read',
  summary: 'The shifts of the next seven days as a file that can be imported again',
  query: z.strictObject({ format: z.enum(rosterFormats) }),
  output: z.string(),
});
