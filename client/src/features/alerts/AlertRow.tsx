import type { AlertView } from '@t1/shared/alerts';
import { useReference } from '../../api/queries.ts';
import { formatElapsed } from '../../i18n/format.ts';
import { nameOf, useLocale, useTexts } from '../../i18n/t.tsx';
import { useIncident, useServerNow } from '../../live/selectors.tsx';
import { Code } from '../../ui/Code.tsx';
import { SeverityMark } from '../../ui/Severity.tsx';
import { Written } from '../../ui/Written.tsx';
import { AlertButtons } from './AlertButtons.tsx';
import type { AlertMoves } from './alert-moves.ts';
import css from './alerts.module.css';
import { AlertWords } from './AlertWords.tsx';
import { isSetAside, isWaiting } from './rail-order.ts';

interface AlertRowProps {
  readonly alert: AlertView;
  readonly moves: AlertMoves;
  readonly hasKeys: boolean;
  /** Its buttons are for a thumb. */
  readonly large: boolean;
  readonly onOpenIncident: (incidentId: string) => void;
}

/** One alert of the rail: what, where, since when, how far it has climbed, and what can be done. */
export function AlertRow({ alert, moves, hasKeys, large, onOpenIncident }: AlertRowProps) {
  const now = useServerNow(1000);
  const { alerts: words } = useTexts();
  const { locale } = useLocale();
  const reference = useReference();
  const incident = useIncident(alert.incidentId);
  const waiting = isWaiting(alert);
  const { incidentId } = alert;
  const place =
    incident === undefined
      ? reference.directorateShort(alert.directorateId)
      : incident.place === undefined
        ? reference.districtName(incident.districtId)
        : nameOf(incident.place, locale);

  return (
    <>
      <span className={css.mark} data-grey={isSetAside(alert)}>
        <SeverityMark severity={alert.severity} size={26} blinking={alert.state === 'unacknowledged'} />
      </span>
      <div className={css.what}>
        <div className={css.line}>
          <button
            type="button"
            className={css.title}
            onClick={(event) => {
              event.stopPropagation();
              if (incidentId !== undefined) onOpenIncident(incidentId);
            }}
          >
            <Written text={incident?.title ?? words.hiddenIncident} />
          </button>
          <time className={css.timer} title={words.since} dateTime={alert.raisedAt}>
            <Code>{formatElapsed(now - Date.parse(alert.raisedAt))}</Code>
          </time>
        </div>
        <div className={css.line}>
          <p className={css.where}>
            <span>{place}</span>
            {incident !== undefined && <Code>{incident.ref}</Code>}
          </p>
          {!large && <AlertButtons alert={alert} moves={moves} hasKeys={hasKeys} />}
          {waiting && !moves.may('acknowledge', alert) && (
            <span className={css.waiting}>{words.waiting}</span>
          )}
        </div>
        <AlertWords alert={alert} />
        {large && <AlertButtons alert={alert} moves={moves} hasKeys={hasKeys} large />}
      </div>
    </>
  );
}
