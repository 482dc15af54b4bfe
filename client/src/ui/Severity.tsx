import type { Severity } from '@t1/shared/incidents';
import { useTexts } from '../i18n/t.tsx';
import css from './ui.module.css';

/** How each severity looks everywhere: form, digit and colour say the same thing three times. */
export const severityLooks = {
  1: { shape: 'diamond', colour: '#fb4b5a', path: 'M12 1 23 12 12 23 1 12Z', digitY: 16.3 },
  2: { shape: 'triangle', colour: '#ffa242', path: 'M12 1.5 23.5 22H.5Z', digitY: 19 },
  3: { shape: 'square', colour: '#fdf290', path: 'M2 2h20v20H2Z', digitY: 16.3 },
  4: { shape: 'circle', colour: '#009fe2', path: 'M12 1a11 11 0 1 1 0 22 11 11 0 0 1 0-22Z', digitY: 16.3 },
} as const satisfies Record<Severity, { shape: string; colour: string; path: string; digitY: number }>;

interface SeverityMarkProps {
  readonly severity: Severity;
  readonly size?: number;
  /** Blinks once a second until somebody has taken it; only the symbol, never a text. */
  readonly blinking?: boolean;
}

/** The symbol of a severity with its name for those who hear the screen. */
export function SeverityMark({ severity, size = 22, blinking = false }: SeverityMarkProps) {
  const { severity: words } = useTexts();
  const look = severityLooks[severity];
  return (
    <svg
      className={blinking ? css.blinking : css.mark}
      width={size}
      height={size}
      viewBox="-1 -1 26 26"
      role="img"
      aria-label={words[`s${severity}`]}
      data-severity={severity}
    >
      <path d={look.path} fill={look.colour} strokeLinejoin="round" />
      <text x="12" y={look.digitY} textAnchor="middle" className={css.digit}>
        {severity}
      </text>
    </svg>
  );
}
