import { formatDecimal, formatMgrs } from '@t1/shared/coordinates';
import type { IncidentView } from '@t1/shared/incidents';
import { isOpenLoop } from '@t1/shared/incidents';
import type { Actor } from '@t1/shared/roles';
import type { ReactNode } from 'react';
import { useReference } from '../../api/queries.ts';
import { formatElapsed, formatKilometres, formatMoment, formatTime } from '../../i18n/format.ts';
import { nameOf, useLocale, useTexts } from '../../i18n/t.tsx';
import { useServerNow } from '../../live/selectors.tsx';
import { Code } from '../../ui/Code.tsx';
import { SeverityMark } from '../../ui/Severity.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { Written } from '../../ui/Written.tsx';
import { IncidentActions } from './IncidentActions.tsx';
import type { IncidentDetail } from './incident-detail.ts';
import loopCss from './loop.module.css';
import { Timeline } from './Timeline.tsx';
import css from './workspace.module.css';

interface IncidentPanelProps {
  readonly detail: IncidentDetail;
  readonly actor: Actor;
  readonly onClose: () => void;
  /** The alert of this incident, which comes before what can be done with the incident itself. */
  readonly alert?: ReactNode;
  /** Nobody has taken the alert of this incident. */
  readonly waiting: boolean;
}

/** The workspace of one incident: what it is, what can be done, what was done. */
export function IncidentPanel({ detail, actor, onClose, alert, waiting }: IncidentPanelProps) {
  const { workspace: words, app } = useTexts();
  const { incident, timeline, missing, failed, reload } = detail;

  if (incident === undefined) {
    return (
      <section className={css.panel}>
        <CloseBar onClose={onClose} />
        {missing && <Empty title={words.missingTitle} text={words.missingText} />}
        {failed && !missing && <Failed title={words.timelineFailed} onRetry={reload} />}
        {!missing && !failed && <Loading label={app.loading} />}
      </section>
    );
  }
  return (
    <section className={css.panel} aria-label={incident.ref} data-incident={incident.id}>
      <CloseBar onClose={onClose}>
        <MetaLine incident={incident} />
      </CloseBar>
      <div className={css.body}>
        <h1 className={css.title}>
          <SeverityMark severity={incident.severity} size={38} blinking={waiting} />
          <Written text={incident.title} />
        </h1>
        <Facts incident={incident} waiting={waiting} />
        {alert}
        <Loop incident={incident} />
        <IncidentActions incident={incident} actor={actor} onConflict={reload} />
        <Description incident={incident} />
        <h2 className={css.heading}>{words.timeline}</h2>
        {timeline !== undefined && <Timeline entries={timeline} />}
        {timeline === undefined &&
          (failed ? <Failed title={words.timelineFailed} onRetry={reload} /> : <Loading />)}
      </div>
    </section>
  );
}

function CloseBar({ onClose, children }: { readonly onClose: () => void; readonly children?: ReactNode }) {
  const { workspace: words } = useTexts();
  return (
    <div className={css.bar}>
      <button type="button" className={css.back} onClick={onClose}>
        <svg
          width="14"
          height="14"
          viewBox="0 0 14 14"
          fill="none"
          stroke="currentColor"
          strokeWidth="1.8"
          aria-hidden="true"
        >
          <path d="M9 2 4 7l5 5" />
        </svg>
        {words.toBoard}
        <kbd aria-hidden="true">{'Esc'}</kbd>
      </button>
      {children}
    </div>
  );
}

function MetaLine({ incident }: { readonly incident: IncidentView }) {
  const { workspace: words } = useTexts();
  const { locale } = useLocale();
  const now = useServerNow(60_000);
  const { directorateName } = useReference();
  return (
    <p className={css.meta}>
      <Code copy>{incident.ref}</Code>
      <span>{directorateName(incident.directorateId)}</span>
      <span>{words.reportedAt(formatMoment(incident.reportedAt, now, locale))}</span>
    </p>
  );
}

function Facts({ incident, waiting }: { readonly incident: IncidentView; readonly waiting: boolean }) {
  const { workspace: words, states, dispositions } = useTexts();
  const { locale } = useLocale();
  const now = useServerNow(1000);
  const reference = useReference();
  const { location, place, closedAt, closedBy, openedAt, openedBy, disposition } = incident;
  const until = closedAt === undefined ? now : Date.parse(closedAt);
  const followed =
    closedAt !== undefined && closedBy !== undefined
      ? words.closedBy(nameOf(closedBy, locale), formatTime(closedAt))
      : openedAt !== undefined && openedBy !== undefined
        ? words.openedBy(nameOf(openedBy, locale), formatTime(openedAt))
        : words.byReporter(nameOf(incident.reportedBy, locale));
  return (
    <div className={css.facts}>
      <div className={css.fact} data-waiting={waiting} data-severity={incident.severity}>
        <strong>
          <Code>{formatElapsed(until - Date.parse(incident.reportedAt))}</Code>
        </strong>
        <span>{closedAt === undefined ? words.elapsed : words.lasted}</span>
      </div>
      <div className={css.fact}>
        <strong>{states[incident.state]}</strong>
        {disposition !== undefined && <span>{dispositions[disposition]}</span>}
        <span>{followed}</span>
      </div>
      <div className={css.fact}>
        <strong>
          {place === undefined ? reference.districtName(incident.districtId) : nameOf(place, locale)}
        </strong>
        {place !== undefined && place.distanceM >= 100 && (
          <span>{words.nearPlace(nameOf(place, locale), formatKilometres(place.distanceM))}</span>
        )}
        <span>{reference.districtName(incident.districtId)}</span>
      </div>
      <div className={css.fact}>
        <strong className={css.coordinates}>
          <Code copy>{formatDecimal(location)}</Code>
        </strong>
        <span>
          <Code>{formatMgrs(location) ?? ''}</Code>
        </span>
        {location.accuracyM !== undefined && (
          <span>{words.accuracy(String(Math.round(location.accuracyM)))}</span>
        )}
      </div>
    </div>
  );
}

/** The loop from information to action: how long it has been open, or what closed it. */
function Loop({ incident }: { readonly incident: IncidentView }) {
  const { loops: words, actionKinds } = useTexts();
  const { locale } = useLocale();
  const now = useServerNow(1000);
  const { lastAction } = incident;
  if (isOpenLoop(incident)) {
    return (
      <p className={loopCss.loop} data-open="true">
        {words.openFor} <Code>{formatElapsed(now - Date.parse(incident.reportedAt))}</Code>
      </p>
    );
  }
  if (lastAction === undefined) return null;
  return (
    <p className={loopCss.loop}>
      <strong>{actionKinds[lastAction.kind]}</strong>
      <span>{words.lastAction(nameOf(lastAction.by, locale), formatMoment(lastAction.at, now, locale))}</span>
      {lastAction.text !== undefined && <Written text={lastAction.text} />}
    </p>
  );
}

function Description({ incident }: { readonly incident: IncidentView }) {
  const { workspace: words } = useTexts();
  const { locale } = useLocale();
  const now = useServerNow(60_000);
  const reference = useReference();
  const { reportingDirectorateId, directorateId, plates } = incident;
  return (
    <div className={css.description}>
      {incident.description === undefined ? (
        <p className={css.quiet}>{words.noDescription}</p>
      ) : (
        <p className={css.written}>
          <Written text={incident.description} />
        </p>
      )}
      <dl className={css.more}>
        <dt>{words.type}</dt>
        <dd>{reference.typeName(incident.type)}</dd>
        <dt>{words.occurred}</dt>
        <dd>{formatMoment(incident.occurredAt, now, locale)}</dd>
        {reportingDirectorateId !== undefined && reportingDirectorateId !== directorateId && (
          <>
            <dt>{words.received}</dt>
            <dd>{reference.directorateName(reportingDirectorateId)}</dd>
          </>
        )}
        {plates.length > 0 && (
          <>
            <dt>{words.plates}</dt>
            <dd>
              {plates.map((plate) => (
                <Code key={plate} copy>
                  {plate}
                </Code>
              ))}
            </dd>
          </>
        )}
      </dl>
    </div>
  );
}
