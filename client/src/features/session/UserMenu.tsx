import { Menu } from '@mantine/core';
import type { SessionView } from '@t1/shared/sessions';
import { Link } from 'react-router';
import { nameOf, useLocale, useTexts } from '../../i18n/t.tsx';
import { Code } from '../../ui/Code.tsx';
import css from './session.module.css';

interface UserMenuProps {
  readonly session: SessionView;
  readonly onSignOut: () => void;
  readonly onShowKeys?: (() => void) | undefined;
}

/** Who is signed in, in which role and for which directorate; and the way out. */
export function UserMenu({ session, onSignOut, onShowKeys }: UserMenuProps) {
  const { session: words, roles, keys, health, roster } = useTexts();
  const { locale } = useLocale();
  const scope = session.directorate ?? session.ministry;
  return (
    <Menu position="bottom-end" width={280} transitionProps={{ duration: 0 }}>
      <Menu.Target>
        <button type="button" className={css.user} aria-label={words.menu}>
          <svg
            className={css.person}
            width="18"
            height="18"
            viewBox="0 0 18 18"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.6"
            aria-hidden="true"
          >
            <circle cx="9" cy="6" r="3.2" />
            <path d="M2.8 16c.7-3.4 3-5 6.2-5s5.5 1.6 6.2 5" />
          </svg>
          <span className={css.userName}>{nameOf(session.user, locale)}</span>
          <svg
            width="10"
            height="10"
            viewBox="0 0 10 10"
            fill="none"
            stroke="currentColor"
            strokeWidth="1.6"
            aria-hidden="true"
          >
            <path d="m1.5 3.5 3.5 3.5 3.5-3.5" />
          </svg>
        </button>
      </Menu.Target>
      <Menu.Dropdown className={css.menu}>
        <div className={css.identity}>
          <strong>{nameOf(session.user, locale)}</strong>
          <Code>{session.user.username}</Code>
          <span>{roles[session.role]}</span>
          <span>{scope === undefined ? words.roomScope : nameOf(scope, locale)}</span>
        </div>
        {session.permissions.includes('roster:read') && (
          <Menu.Item component={Link} to="/roster">
            {roster.title}
          </Menu.Item>
        )}
        {session.permissions.includes('alert:read') && (
          <Menu.Item component={Link} to="/alarm-health">
            {health.title}
          </Menu.Item>
        )}
        {onShowKeys !== undefined && <Menu.Item onClick={onShowKeys}>{keys.button}</Menu.Item>}
        <Menu.Item onClick={onSignOut}>{words.signOut}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
