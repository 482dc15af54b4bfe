import type { SessionView } from '@t1/shared/sessions';
import { Navigate, Route, Routes, useLocation } from 'react-router';
import { useTexts } from '../i18n/t.tsx';
import { LiveProvider } from '../live/selectors.tsx';
import { AlarmHealthPage } from '../pages/alert-health.tsx';
import { LoginPage } from '../pages/login.tsx';
import { MissingPage } from '../pages/missing.tsx';
import { OperationsPage } from '../pages/operations.tsx';
import { OtherRolePage } from '../pages/other-role.tsx';
import { LiveRosterPage, PlainRosterPage } from '../pages/roster.tsx';
import { Failed, Loading } from '../ui/states.tsx';
import { useSessionControl } from './session.ts';
import { LiveShell, PlainShell } from './shell.tsx';

/** Every address of the room; without a session all of them lead to the login and, after it, back. */
export function AppRoutes() {
  const { session: words, app } = useTexts();
  const location = useLocation();
  const { state, enter, leave, lose, askAgain } = useSessionControl();

  if (state.stage === 'asking') return <Loading />;
  if (state.stage === 'unreachable')
    return <Failed title={app.name} text={words.unreachable} onRetry={askAgain} />;
  if (state.stage === 'out') {
    const from = location.pathname === '/login' ? returnOf(location.state) : location.pathname;
    return (
      <Routes>
        <Route path="/login" element={<LoginPage ended={state.ended} onSignedIn={enter} />} />
        <Route path="*" element={<Navigate to="/login" replace state={{ from }} />} />
      </Routes>
    );
  }

  const { session } = state;
  return (
    <Routes>
      <Route path="/login" element={<Navigate to={returnOf(location.state)} replace />} />
      {session.permissions.includes('live:read') ? (
        <Route
          element={
            <LiveProvider key={session.user.id}>
              <LiveShell session={session} onSignOut={leave} onSessionLost={lose} />
            </LiveProvider>
          }
        >
          {operations(session)}
          <Route path="roster" element={<LiveRosterPage session={session} />} />
          <Route path="alarm-health" element={<AlarmHealthPage />} />
          <Route path="*" element={<MissingPage />} />
        </Route>
      ) : (
        <Route element={<PlainShell session={session} onSignOut={leave} />}>
          {session.permissions.includes('roster:read') && (
            <Route path="roster" element={<PlainRosterPage session={session} />} />
          )}
          <Route path="*" element={<OtherRolePage role={session.role} />} />
        </Route>
      )}
    </Routes>
  );
}

/** One page behind three addresses: it stays mounted while the address says what is open in its middle. */
function operations(session: SessionView) {
  return (
    <Route path="/" element={<OperationsPage session={session} />}>
      <Route index element={null} />
      <Route path="report" element={null} />
      <Route path="incidents/:id" element={null} />
    </Route>
  );
}

function returnOf(state: unknown): string {
  const from = typeof state === 'object' && state !== null && 'from' in state ? state.from : undefined;
  // Only an address of our own: a single slash in front, never another host.
  return typeof from === 'string' && /^\/(?!\/)/u.test(from) ? from : '/';
}
