import type { AlertView } from '@t1/shared/alerts';
import { useTexts } from '../../i18n/t.tsx';
import { AlertButtons } from './AlertButtons.tsx';
import type { AlertMoves } from './alert-moves.ts';
import css from './alerts.module.css';
import { AlertWords } from './AlertWords.tsx';
import { isWaiting } from './rail-order.ts';

interface AlertBandProps {
  readonly alert: AlertView;
  readonly moves: AlertMoves;
  readonly hasKeys: boolean;
}

/** The alert of the opened incident, above what can be done with the incident itself. */
export function AlertBand({ alert, moves, hasKeys }: AlertBandProps) {
  const { alerts: words } = useTexts();
  return (
    <section
      className={css.band}
      aria-label={words.alertOfIncident}
      data-waiting={isWaiting(alert)}
      data-severity={alert.severity}
    >
      <AlertWords alert={alert} />
      <AlertButtons alert={alert} moves={moves} hasKeys={hasKeys} large />
    </section>
  );
}
