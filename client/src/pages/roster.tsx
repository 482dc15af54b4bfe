import { listShifts } from '@t1/shared/roster-doors';
import type { SessionView } from '@t1/shared/sessions';
import { useEffect, useMemo } from 'react';
import { useReading } from '../api/queries.ts';
import { Roster } from '../features/roster/Roster.tsx';
import { actorOf } from '../features/session/actor.ts';
import { useTexts } from '../i18n/t.tsx';
import { useConnection, useServerNow, useShifts } from '../live/selectors.tsx';
import { Failed, Loading } from '../ui/states.tsx';

interface RosterPageProps {
  readonly session: SessionView;
}

/** The roster on a live screen: it turns with the minute and with every event. */
export function LiveRosterPage({ session }: RosterPageProps) {
  const { everLoaded } = useConnection();
  const shifts = useShifts();
  const now = useServerNow(60_000);
  const actor = useMemo(() => actorOf(session), [session]);
  if (!everLoaded) return <Loading />;
  return <Roster actor={actor} shifts={shifts} now={now} />;
}

const readEveryMs = 30_000;

/** The roster for those without a live line: read when it is opened, after each change, and every half minute. */
export function PlainRosterPage({ session }: RosterPageProps) {
  const { roster: words } = useTexts();
  const { data, error, refetch } = useReading(listShifts, {});
  const actor = useMemo(() => actorOf(session), [session]);
  useEffect(() => {
    const timer = setInterval(() => void refetch(), readEveryMs);
    return () => clearInterval(timer);
  }, [refetch]);

  if (data === undefined) {
    if (error === null) return <Loading />;
    const { problem } = error;
    const text = problem.code === 'unreachable' ? words.unreachable : problem.message;
    return <Failed title={words.failed} text={text} onRetry={() => void refetch()} />;
  }
  return (
    <Roster
      actor={actor}
      shifts={data.items}
      now={Date.parse(data.serverNow)}
      onChanged={() => void refetch()}
    />
  );
}
