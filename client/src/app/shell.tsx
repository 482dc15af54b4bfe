import type { SessionView } from '@t1/shared/sessions';
import type { ReactNode } from 'react';
import { useEffect, useState } from 'react';
import { Link, Outlet } from 'react-router';
import { UserMenu } from '../features/session/UserMenu.tsx';
import { formatDate, formatElapsed, formatTime } from '../i18n/format.ts';
import { useLocale, useTexts } from '../i18n/t.tsx';
import { useConnection, useServerNow } from '../live/selectors.tsx';
import { ConnectionChip } from '../ui/ConnectionChip.tsx';
import { ExerciseBanner } from '../ui/ExerciseBanner.tsx';
import { useKeys } from '../ui/keys.ts';
import { EngineBar } from './engine-bar.tsx';
import { KeySheet } from './key-sheet.tsx';
import { OpenLoops } from './open-loops.tsx';
import { SeverityCounts } from './severity-counts.tsx';
import css from './shell.module.css';

interface ShellProps {
  readonly session: SessionView;
  readonly onSignOut: () => void;
}

interface LiveShellProps extends ShellProps {
  readonly onSessionLost: () => void;
}

/** The frame of every live screen: it says at its edge whether the screen shows the situation now. */
export function LiveShell({ session, onSignOut, onSessionLost }: LiveShellProps) {
  const connection = useConnection();
  const [keysShown, setKeysShown] = useState(false);
  useKeys({ 'Shift+Slash': () => setKeysShown(true) });

  useEffect(() => {
    if (connection.phase === 'revoked') onSessionLost();
  }, [connection.phase, onSessionLost]);

  const untrue = connection.phase === 'stale' || connection.phase === 'error';
  return (
    <div className={css.frame} data-stale={untrue}>
      {untrue ? <StaleBar /> : <EngineBar />}
      <Header session={session} onSignOut={onSignOut} onShowKeys={() => setKeysShown(true)}>
        <SeverityCounts known={!untrue && connection.everLoaded} />
        <OpenLoops known={!untrue && connection.everLoaded} />
        <span className={css.gap} />
        {session.exercise && <ExerciseBanner />}
        <ConnectionChip phase={connection.phase} ageMs={connection.ageMs} />
        <Clock />
      </Header>
      <main className={css.main}>
        <Outlet />
      </main>
      {keysShown && <KeySheet onClose={() => setKeysShown(false)} />}
    </div>
  );
}

/** The frame of the screens that show nothing live. */
export function PlainShell({ session, onSignOut }: ShellProps) {
  return (
    <div className={css.frame}>
      <Header session={session} onSignOut={onSignOut}>
        <span className={css.gap} />
        {session.exercise && <ExerciseBanner />}
      </Header>
      <main className={css.main}>
        <Outlet />
      </main>
    </div>
  );
}

interface HeaderProps extends ShellProps {
  readonly onShowKeys?: () => void;
  readonly children: ReactNode;
}

function Header({ session, onSignOut, onShowKeys, children }: HeaderProps) {
  const { app } = useTexts();
  const { locale, setLocale } = useLocale();
  return (
    <header className={css.header}>
      <Link to="/" className={css.name}>
        {app.name}
      </Link>
      {children}
      <button
        type="button"
        className={css.language}
        lang={locale === 'ar' ? 'en' : 'ar'}
        onClick={() => setLocale(locale === 'ar' ? 'en' : 'ar')}
      >
        {app.switchLanguage}
      </button>
      <UserMenu session={session} onSignOut={onSignOut} onShowKeys={onShowKeys} />
    </header>
  );
}

function Clock() {
  const now = useServerNow(1000);
  const { locale } = useLocale();
  return (
    <time className={css.clock} dateTime={new Date(now).toISOString()} data-testid="clock">
      <span className={css.date}>{formatDate(now, locale, true)}</span>
      <bdi dir="ltr" className={css.hours}>
        {formatTime(now)}
      </bdi>
    </time>
  );
}

function StaleBar() {
  const { connection: words } = useTexts();
  const { ageMs, attempts, everLoaded } = useConnection();
  return (
    <div className={css.stale} role="alert">
      <strong>{everLoaded ? words.staleFor(formatElapsed(ageMs)) : words.neverLoaded}</strong>
      <span>
        {words.staleHint} {attempts > 0 && `(${words.attempts(attempts)})`}
      </span>
    </div>
  );
}
