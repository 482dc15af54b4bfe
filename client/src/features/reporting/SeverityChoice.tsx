import type { Severity } from '@t1/shared/incidents';
import { severities } from '@t1/shared/incidents';
import { useTexts } from '../../i18n/t.tsx';
import { SeverityMark } from '../../ui/Severity.tsx';
import css from './reporting.module.css';

interface SeverityChoiceProps {
  readonly value: Severity | undefined;
  readonly error: string | undefined;
  readonly onChoose: (severity: Severity) => void;
}

/** Four buttons with form, digit and word; the chosen one is framed. */
export function SeverityChoice({ value, error, onChoose }: SeverityChoiceProps) {
  const { severity: names } = useTexts();
  return (
    <fieldset className={css.group}>
      <legend>{names.label}</legend>
      <div className={css.severities}>
        {severities.map((severity) => (
          <button
            key={severity}
            type="button"
            className={css.severity}
            aria-pressed={value === severity}
            onClick={() => onChoose(severity)}
          >
            <SeverityMark severity={severity} size={20} />
            <span>{names[`s${severity}`]}</span>
          </button>
        ))}
      </div>
      {error !== undefined && (
        <p className={css.error} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
