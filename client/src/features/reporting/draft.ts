import { useCallback, useState } from 'react';
import { v7 } from 'uuid';
import { z } from 'zod';

/** A place as the reporter chose it: by name from the gazetteer, or as a bare point. */
const ChosenPlace = z.object({
  lat: z.number(),
  lon: z.number(),
  placeId: z.string().optional(),
  nameAr: z.string().optional(),
  nameEn: z.string().optional(),
});
export type ChosenPlace = z.infer<typeof ChosenPlace>;

/**
 * A report that is being written. Its id is made with it and kept until it is accepted, so that sending it again
 * after a lost answer enters it once.
 */
const ReportDraft = z.object({
  id: z.uuid(),
  type: z.string().optional(),
  severity: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4)]).optional(),
  /** The reporter chose the severity; the type no longer presets it. */
  severityChosen: z.boolean(),
  place: ChosenPlace.optional(),
  locationText: z.string(),
  directorateId: z.string().optional(),
  title: z.string(),
  description: z.string(),
  /** As written, Libyan time; without it the report is about now. */
  occurred: z.string().optional(),
  /** The "now" of the first attempt: the same report must carry the same time when it is sent again. */
  firstSentAt: z.string().optional(),
});
export type ReportDraft = z.infer<typeof ReportDraft>;

/** An empty report with an id of its own. */
function emptyDraft(): ReportDraft {
  return { id: v7(), severityChosen: false, locationText: '', title: '', description: '' };
}

/** Whether anything has been written that would be missed. */
export function isWritten({ type, place, locationText, title, description }: ReportDraft): boolean {
  return type !== undefined || place !== undefined || `${locationText}${title}${description}`.trim() !== '';
}

function keyOf(userId: string): string {
  return `t1.report.${userId}`;
}

function keptDraft(userId: string): ReportDraft {
  try {
    return ReportDraft.parse(JSON.parse(sessionStorage.getItem(keyOf(userId)) ?? ''));
  } catch {
    return emptyDraft();
  }
}

export interface DraftControl {
  readonly draft: ReportDraft;
  readonly change: (change: Partial<ReportDraft>) => void;
  /** Begins the next report, with a new id. */
  readonly renew: () => void;
}

/** The report this person is writing in this tab; a reload brings it back. */
export function useReportDraft(userId: string): DraftControl {
  const [draft, setDraft] = useState(() => keptDraft(userId));
  const keep = useCallback(
    (next: ReportDraft) => {
      try {
        sessionStorage.setItem(keyOf(userId), JSON.stringify(next));
      } catch {
        // Without storage the draft lives as long as the page does.
      }
      return next;
    },
    [userId],
  );
  return {
    draft,
    change: useCallback((change) => setDraft((before) => keep({ ...before, ...change })), [keep]),
    renew: useCallback(() => setDraft(keep(emptyDraft())), [keep]),
  };
}
