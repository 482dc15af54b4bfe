import { formatElapsed } from '../i18n/format.ts';
import { useTexts } from '../i18n/t.tsx';
import css from './ui.module.css';

interface ConnectionChipProps {
  readonly phase: 'loading' | 'live' | 'late' | 'stale' | 'revoked' | 'error';
  /** Milliseconds since the last sign of life. */
  readonly ageMs: number;
}

/** Whether the screen shows the situation now; always visible, because silence must never look like calm. */
export function ConnectionChip({ phase, ageMs }: ConnectionChipProps) {
  const { connection } = useTexts();
  const calm = phase === 'live' || phase === 'loading';
  const aged = phase === 'late' || phase === 'stale';
  return (
    <span
      className={calm ? css.connection : css.connectionBad}
      data-phase={phase}
      title={phase === 'loading' || phase === 'error' ? undefined : connection.age(formatElapsed(ageMs))}
    >
      <span className={css.connectionDot} aria-hidden="true" />
      <span role="status">{connection[phase]}</span>
      {aged && (
        <bdi dir="ltr" className={css.code}>
          {formatElapsed(ageMs)}
        </bdi>
      )}
    </span>
  );
}
