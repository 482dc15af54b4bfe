import type { CallOf, Door, OutputOf } from '@t1/shared/endpoint';
import { useRef, useState } from 'react';
import { call } from '../../api/call.ts';
import { useTexts } from '../../i18n/t.tsx';

interface RosterCommand {
  readonly sending: boolean;
  /** Why the last command did not go through, in words. */
  readonly refusal: string | undefined;
  /** Sends once however often it is pressed; answers what the door answered, or nothing when it refused. */
  readonly run: <D extends Door>(door: D, input: CallOf<D>) => Promise<OutputOf<D> | undefined>;
}

/** One command of a dialog of the roster; `onConflict` hears that somebody else was faster. */
export function useRosterCommand(onConflict?: () => void): RosterCommand {
  const { roster: words } = useTexts();
  const [sending, setSending] = useState(false);
  const [refusal, setRefusal] = useState<string>();
  const inFlight = useRef(false);

  const run: RosterCommand['run'] = async (door, input) => {
    if (inFlight.current) return undefined;
    inFlight.current = true;
    setSending(true);
    setRefusal(undefined);
    const result = await call(door, input);
    inFlight.current = false;
    setSending(false);
    if (result.ok) return result.output;
    const { problem } = result;
    if (problem.code === 'unreachable') setRefusal(words.unreachable);
    else if (problem.code === 'conflict-version') {
      setRefusal(words.conflict);
      onConflict?.();
    } else setRefusal(problem.message);
    return undefined;
  };
  return { sending, refusal, run };
}
