import type { AlertView } from '@t1/shared/alerts';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useMemo, useRef } from 'react';
import { useReference } from '../../api/queries.ts';
import { formatElapsed, formatTime } from '../../i18n/format.ts';
import { nameOf, useLocale, useTexts } from '../../i18n/t.tsx';
import { useAlerts, useConnection, useIncident, useServerNow } from '../../live/selectors.tsx';
import { Code } from '../../ui/Code.tsx';
import { SeverityMark } from '../../ui/Severity.tsx';
import { Empty, Loading } from '../../ui/states.tsx';
import { Written } from '../../ui/Written.tsx';
import { AcknowledgeButton } from './AcknowledgeButton.tsx';
import type { Acknowledging } from './acknowledging.ts';
import css from './alerts.module.css';
import { railOrder } from './rail-order.ts';

interface AlertRailProps {
  readonly acknowledging: Acknowledging;
  /** The alert the key A would take. */
  readonly keyedId?: string | undefined;
  readonly openedIncidentId?: string | undefined;
  readonly onOpenIncident: (incidentId: string) => void;
}

const usualHeight = 80;

/** The alerts of the person's scope: those nobody has taken on top, with the time they have been waiting. */
export function AlertRail({ acknowledging, keyedId, openedIncidentId, onOpenIncident }: AlertRailProps) {
  const { alerts: words } = useTexts();
  const alerts = useAlerts();
  const { everLoaded } = useConnection();
  const ordered = useMemo(() => railOrder(alerts), [alerts]);
  const waiting = ordered.filter(({ state }) => state === 'unacknowledged').length;
  const scroller = useRef<HTMLDivElement>(null);
  // In a flood there are hundreds, each with a running timer: only those in sight are drawn.
  const virtual = useVirtualizer({
    count: ordered.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => usualHeight,
    getItemKey: (index) => ordered[index]?.id ?? index,
    overscan: 6,
  });

  return (
    <section className={css.rail} aria-label={words.title}>
      <header className={css.railHead}>
        <h2>{words.title}</h2>
        <span data-waiting={waiting > 0}>{everLoaded && words.unacknowledged(waiting)}</span>
      </header>
      {!everLoaded && <Loading />}
      {everLoaded && ordered.length === 0 && <Empty title={words.emptyTitle} text={words.emptyText} />}
      <div className={css.scroller} ref={scroller}>
        <ol className={css.list} style={{ blockSize: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start, key }) => {
            const alert = ordered[index];
            return (
              alert !== undefined && (
                <AlertItem
                  key={key}
                  alert={alert}
                  index={index}
                  start={start}
                  measure={virtual.measureElement}
                  acknowledging={acknowledging}
                  hasKey={alert.id === keyedId}
                  opened={alert.incidentId !== undefined && alert.incidentId === openedIncidentId}
                  onOpenIncident={onOpenIncident}
                />
              )
            );
          })}
        </ol>
      </div>
    </section>
  );
}

interface AlertItemProps {
  readonly alert: AlertView;
  readonly index: number;
  /** Distance from the top of the list in pixels. */
  readonly start: number;
  readonly measure: (item: Element | null) => void;
  readonly acknowledging: Acknowledging;
  readonly hasKey: boolean;
  readonly opened: boolean;
  readonly onOpenIncident: (incidentId: string) => void;
}

function AlertItem(props: AlertItemProps) {
  const { alert, index, start, measure, acknowledging, hasKey, opened, onOpenIncident } = props;
  const now = useServerNow(1000);
  const { alerts: words } = useTexts();
  const { locale } = useLocale();
  const reference = useReference();
  const incident = useIncident(alert.incidentId);
  const waiting = alert.state === 'unacknowledged';
  const { acknowledgedBy, acknowledgedAt, incidentId } = alert;
  const place =
    incident === undefined
      ? reference.directorateShort(alert.directorateId)
      : incident.place === undefined
        ? reference.districtName(incident.districtId)
        : nameOf(incident.place, locale);

  return (
    <li
      ref={measure}
      className={css.item}
      style={{ transform: `translateY(${start}px)` }}
      data-index={index}
      data-waiting={waiting}
      data-severity={alert.severity}
      data-opened={opened}
      data-alert={alert.id}
      onClick={() => incidentId !== undefined && onOpenIncident(incidentId)}
    >
      <SeverityMark severity={alert.severity} size={26} blinking={waiting} />
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
          {waiting && <AcknowledgeButton alert={alert} acknowledging={acknowledging} hasKey={hasKey} />}
          {waiting && !acknowledging.mayAcknowledge(alert) && (
            <span className={css.waiting}>{words.waiting}</span>
          )}
        </div>
        {!waiting && acknowledgedBy !== undefined && acknowledgedAt !== undefined && (
          <p className={css.taken}>
            {words.acknowledged(nameOf(acknowledgedBy, locale), formatTime(acknowledgedAt))}
          </p>
        )}
      </div>
    </li>
  );
}
