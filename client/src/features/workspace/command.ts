import type { CallOf, Door } from '@t1/shared/endpoint';
import type { IncidentView } from '@t1/shared/incidents';
import { useRef, useState } from 'react';
import { call } from '../../api/call.ts';
import { useTexts } from '../../i18n/t.tsx';

/** Why a command did not go through, in words, and the field it is about when the server named one. */
export interface Refusal {
  readonly text: string;
  readonly field?: string | undefined;
}

interface Command {
  readonly sending: boolean;
  readonly refusal: Refusal | undefined;
  /** Sends once however often it is pressed; answers whether it was done. */
  readonly run: <D extends Door>(door: D, input: CallOf<D>) => Promise<boolean>;
}

/**
 * The version of the incident that the person in front of a dialog has read: the one shown when it opened. What
 * comes over the live line meanwhile must not slip under their correction; after a conflict was told to them,
 * the current version is the one they have seen.
 */
export function useReadVersion(incident: IncidentView): {
  readonly read: IncidentView;
  readonly adoptCurrent: () => void;
} {
  const [opened] = useState(incident);
  const [conflicted, setConflicted] = useState(false);
  return { read: conflicted ? incident : opened, adoptCurrent: () => setConflicted(true) };
}

/** One command of a dialog. A version that is no longer the current one is told through `onConflict`, which loads it. */
export function useCommand(onConflict: () => void): Command {
  const { actions, workspace } = useTexts();
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<Refusal>();
  const inFlight = useRef(false);

  const run: Command['run'] = async (door, input) => {
    if (inFlight.current) return false;
    inFlight.current = true;
    setSending(true);
    setRefusal(undefined);
    const result = await call(door, input);
    inFlight.current = false;
    setSending(false);
    if (result.ok) return true;
    const { problem } = result;
    if (problem.code === 'unreachable') setRefusal({ text: actions.unreachable });
    else if (problem.code === 'conflict-version' || problem.code === 'illegal-transition') {
      setRefusal({ text: workspace.conflict });
      onConflict();
    } else setRefusal({ text: problem.message, field: problem.field });
    return false;
  };
  return { sending, refusal, run };
}
