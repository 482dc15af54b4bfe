import { z } from 'zod';
import { ActorRef } from './roles.ts';
import { writtenText } from './text.ts';

// Words

/** Places in the chain of a duty, in the order in which an alert climbs. */
export const rosterPositions = ['on-duty', 'second', 'superior'] as const;
export type RosterPosition = (typeof rosterPositions)[number];

/** A shift stands until it is handed over at its end, or it is cancelled; time alone changes no state. */
export const shiftStates = ['standing', 'handed-over', 'cancelled'] as const;
export type ShiftState = (typeof shiftStates)[number];

/** Lengths of a shift that are offered, in hours. */
export const shiftHours = [8, 12, 24] as const;

/** No shift is longer: who has been awake for a day answers no alert. */
export const longestShiftMs = 24 * 3_600_000;

/** How far ahead a hole in the roster is warned of. */
export const gapAheadMs = 24 * 3_600_000;

/** A hand-over note may still be written for this long after the end of the shift. */
export const handOverLateMs = 12 * 3_600_000;

/** At most this many rows are imported at once. */
export const importRowsMax = 500;

// Who

/** An officer without an account; a phone number is digits with a plus, spaces and hyphens at most. */
export const NamedOfficer = z.strictObject({
  name: writtenText(80),
  phone: z
    .string()
    .trim()
    .regex(/^\+?[0-9][0-9 -]{2,23}$/)
    .optional(),
});

/** The officer of a shift as everybody entitled sees them. */
export const ShiftOfficer = z
  .object({
    userId: z.uuid().optional().describe('The account, when the officer has one'),
    nameAr: z.string(),
    nameEn: z.string(),
    phone: z.string().optional(),
  })
  .meta({ id: 'ShiftOfficer' });
export type ShiftOfficer = z.infer<typeof ShiftOfficer>;

// View

export const ShiftView = z
  .object({
    id: z.uuid(),
    directorateId: z.string(),
    position: z.enum(rosterPositions),
    officer: ShiftOfficer,
    startsAt: z.string(),
    endsAt: z.string(),
    state: z.enum(shiftStates),
    version: z.int(),
    handOver: z
      .object({ note: z.string(), by: ActorRef, at: z.string() })
      .optional()
      .describe('What the officer left for the next one'),
    exercise: z.boolean(),
  })
  .meta({ id: 'Shift' });
export type ShiftView = z.infer<typeof ShiftView>;

export const RosterGap = z.object({ from: z.string(), to: z.string() }).meta({ id: 'RosterGap' });
export type RosterGap = z.infer<typeof RosterGap>;

export const DutyView = z
  .object({
    directorateId: z.string(),
    now: z.array(ShiftView).describe('Shifts that run now, first the officer on duty'),
    gaps: z.array(RosterGap).describe('Times within 24 hours from now without an officer on duty'),
  })
  .meta({ id: 'Duty' });
export type DutyView = z.infer<typeof DutyView>;
