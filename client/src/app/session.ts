import { useQueryClient } from '@tanstack/react-query';
import type { SessionView } from '@t1/shared/sessions';
import { signOut, whoAmI } from '@t1/shared/sessions';
import { useCallback, useEffect, useState } from 'react';
import { call, onSessionLost } from '../api/call.ts';

/** What is known about who sits here. `out` with `ended` means that a session was there and is over. */
type SessionState =
  | { readonly stage: 'asking' }
  | { readonly stage: 'unreachable' }
  | { readonly stage: 'out'; readonly ended: boolean }
  | { readonly stage: 'in'; readonly session: SessionView };

interface SessionControl {
  readonly state: SessionState;
  readonly enter: (session: SessionView) => void;
  readonly leave: () => void;
  /** The session is over without anybody here having ended it. */
  readonly lose: () => void;
  readonly askAgain: () => void;
}

/** Holds the session of this page: asks once who is there, and learns from every later answer that it is over. */
export function useSessionControl(): SessionControl {
  const [state, setState] = useState<SessionState>({ stage: 'asking' });
  const [asked, setAsked] = useState(0);
  const cache = useQueryClient();

  useEffect(() => {
    const aborting = new AbortController();
    void call(whoAmI, {}, { signal: aborting.signal }).then((result) => {
      if (aborting.signal.aborted) return;
      if (result.ok) setState({ stage: 'in', session: result.output });
      else if (result.problem.code === 'unauthenticated') setState({ stage: 'out', ended: false });
      else setState({ stage: 'unreachable' });
    });
    return () => aborting.abort();
  }, [asked]);

  const drop = useCallback(
    (ended: boolean) => {
      // What one person was allowed to read must not wait in memory for the next one.
      cache.clear();
      setState((before) => (before.stage === 'in' ? { stage: 'out', ended } : before));
    },
    [cache],
  );

  const lose = useCallback(() => drop(true), [drop]);
  useEffect(() => onSessionLost(lose), [lose]);

  return {
    state,
    enter: useCallback((session) => setState({ stage: 'in', session }), []),
    leave: useCallback(() => {
      void call(signOut, {}).then(() => drop(false));
    }, [drop]),
    lose,
    askAgain: useCallback(() => {
      setState({ stage: 'asking' });
      setAsked((times) => times + 1);
    }, []),
  };
}
