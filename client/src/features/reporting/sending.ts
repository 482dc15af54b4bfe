import type { CallOf } from '@t1/shared/endpoint';
import { reportIncident } from '@t1/shared/incident-doors';
import { useCallback, useRef, useState } from 'react';
import { call } from '../../api/call.ts';
import { fromLocalInput } from '../../i18n/format.ts';
import type { Texts } from '../../i18n/ar.ts';
import { useTexts } from '../../i18n/t.tsx';
import type { DraftControl, ReportDraft } from './draft.ts';

const reportFields = [
  'type',
  'severity',
  'location',
  'directorateId',
  'title',
  'description',
  'occurredAt',
] as const;
type ReportField = (typeof reportFields)[number];
type Faults = Partial<Record<ReportField | 'form', string>>;

type Body = CallOf<typeof reportIncident>;

interface Sending {
  readonly sending: boolean;
  readonly faults: Faults;
  readonly send: (now: number) => Promise<void>;
  readonly forget: (field: ReportField) => void;
}

/** Sends the draft, once at a time and always under its own id; what the server refuses is said at its field. */
export function useSending({ draft, change, renew }: DraftControl, onSent: (ref: string) => void): Sending {
  const { report: words } = useTexts();
  const [sending, setSending] = useState(false);
  const [faults, setFaults] = useState<Faults>({});
  const inFlight = useRef(false);

  const forget = useCallback((field: ReportField) => {
    setFaults((faults) => (faults[field] === undefined ? faults : without(faults, field)));
  }, []);

  const send = async (now: number) => {
    if (inFlight.current) return;
    const missing = faultsOf(draft, words);
    setFaults(missing);
    if (Object.keys(missing).length > 0) return;
    const firstSentAt = draft.firstSentAt ?? new Date(now).toISOString();
    const body = bodyOf({ ...draft, firstSentAt });
    if (body === undefined) return;
    inFlight.current = true;
    setSending(true);
    if (draft.occurred === undefined) change({ firstSentAt });
    const result = await call(reportIncident, body);
    inFlight.current = false;
    setSending(false);
    if (result.ok) {
      renew();
      onSent(result.output.ref);
      return;
    }
    const { problem } = result;
    if (problem.code === 'unreachable') {
      setFaults({ form: words.unreachable });
      return;
    }
    // The server looked at it and refused: the next attempt is about its own now.
    change({ firstSentAt: undefined });
    setFaults({ [fieldOf(problem.field) ?? 'form']: problem.message });
  };

  return {
    sending,
    faults,
    send,
    forget,
  };
}

function without(faults: Faults, field: ReportField): Faults {
  const rest = { ...faults };
  delete rest[field];
  return rest;
}

function faultsOf(draft: ReportDraft, words: Texts['report']): Faults {
  return {
    ...(draft.type === undefined ? { type: words.required } : {}),
    ...(draft.severity === undefined ? { severity: words.required } : {}),
    ...(draft.place === undefined ? { location: words.faults.empty } : {}),
    ...(draft.title.trim() === '' ? { title: words.required } : {}),
    ...(draft.occurred !== undefined && fromLocalInput(draft.occurred) === undefined
      ? { occurredAt: words.occurredFault }
      : {}),
  };
}

/** The command of a complete draft. */
function bodyOf(draft: ReportDraft): Body | undefined {
  const { id, type, severity, place, directorateId, title, description, occurred, firstSentAt } = draft;
  if (type === undefined || severity === undefined || place === undefined) return undefined;
  const occurredAt = occurred === undefined ? firstSentAt : fromLocalInput(occurred);
  return {
    id,
    type,
    severity,
    title: title.trim(),
    ...(place.placeId === undefined
      ? { location: { lat: place.lat, lon: place.lon } }
      : { placeId: place.placeId }),
    ...(description.trim() === '' ? {} : { description: description.trim() }),
    ...(occurredAt === undefined ? {} : { occurredAt }),
    ...(directorateId === undefined ? {} : { directorateId }),
  };
}

/** The field of the form that shows what the server says about a field of the command. */
function fieldOf(field: string | undefined): ReportField | undefined {
  const first = field?.split('.')[0];
  return first === 'placeId' ? 'location' : reportFields.find((known) => known === first);
}
