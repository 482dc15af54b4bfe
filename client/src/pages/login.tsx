import type { SessionView } from '@t1/shared/sessions';
import { LoginForm } from '../features/session/LoginForm.tsx';
import { useLocale, useTexts } from '../i18n/t.tsx';
import css from './login.module.css';

interface LoginPageProps {
  /** A session was there and is over. */
  readonly ended: boolean;
  readonly onSignedIn: (session: SessionView) => void;
}

/** The door of the room. */
export function LoginPage({ ended, onSignedIn }: LoginPageProps) {
  const { app, session: words } = useTexts();
  const { locale, setLocale } = useLocale();
  return (
    <main className={css.page}>
      <button
        type="button"
        className={css.language}
        lang={locale === 'ar' ? 'en' : 'ar'}
        onClick={() => setLocale(locale === 'ar' ? 'en' : 'ar')}
      >
        {app.switchLanguage}
      </button>
      <div className={css.card}>
        <header className={css.head}>
          <Mark />
          <p className={css.ministry}>{app.ministry}</p>
          <h1>{app.name}</h1>
          <p className={css.room}>{app.room}</p>
        </header>
        {ended && (
          <p className={css.ended} role="alert">
            {words.ended}
          </p>
        )}
        <LoginForm onSignedIn={onSignedIn} />
        <p className={css.restricted}>{words.restricted}</p>
      </div>
    </main>
  );
}

/** Rings around a point: something happened there, and it is being watched. */
function Mark() {
  return (
    <svg width="76" height="76" viewBox="0 0 76 76" fill="none" aria-hidden="true">
      <circle cx="38" cy="38" r="36" stroke="var(--hairline)" />
      <circle cx="38" cy="38" r="26" stroke="var(--accent)" strokeOpacity="0.55" strokeWidth="1.5" />
      <circle cx="38" cy="38" r="16" stroke="var(--accent)" strokeWidth="2" />
      <path
        d="M38 2v10M38 64v10M2 38h10M64 38h10"
        stroke="var(--accent)"
        strokeOpacity="0.55"
        strokeWidth="1.5"
      />
      <path d="m38 31 7 7-7 7-7-7Z" fill="var(--text)" />
    </svg>
  );
}
