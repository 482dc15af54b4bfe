import type { IncidentView } from '@t1/shared/incidents';
import type { Reference } from '../../api/queries.ts';
import { formatElapsed, formatMoment } from '../../i18n/format.ts';
import { nameOf, useLocale, useTexts } from '../../i18n/t.tsx';
import { Code } from '../../ui/Code.tsx';
import { SeverityMark } from '../../ui/Severity.tsx';
import { Written } from '../../ui/Written.tsx';
import css from './board.module.css';

interface IncidentRowProps {
  readonly incident: IncidentView;
  readonly index: number;
  /** Distance from the top of the list in pixels. */
  readonly start: number;
  readonly wide: boolean;
  readonly now: number;
  readonly reference: Reference;
  readonly opened: boolean;
  readonly active: boolean;
  readonly fresh: boolean;
  readonly onOpen: (id: string) => void;
}

/** One incident on the board; a click anywhere on it opens it. */
export function IncidentRow(props: IncidentRowProps) {
  const { incident, index, start, wide, now, reference, opened, active, fresh, onOpen } = props;
  const { states } = useTexts();
  const { locale } = useLocale();
  const place =
    incident.place === undefined
      ? reference.districtName(incident.districtId)
      : nameOf(incident.place, locale);
  const type = reference.typeName(incident.type);
  const until = incident.closedAt === undefined ? now : Date.parse(incident.closedAt);
  const elapsed = formatElapsed(until - Date.parse(incident.reportedAt));

  return (
    <div
      role="row"
      aria-rowindex={index + 1}
      aria-current={opened ? 'true' : undefined}
      className={css.row}
      style={{ transform: `translateY(${start}px)` }}
      data-wide={wide}
      data-active={active}
      data-fresh={fresh}
      data-closed={incident.state === 'closed'}
      data-ref={incident.ref}
      onClick={() => onOpen(incident.id)}
    >
      <span role="cell">
        <SeverityMark severity={incident.severity} size={20} />
      </span>
      <span role="cell" className={css.ref}>
        <button
          type="button"
          className={css.open}
          onClick={(event) => {
            event.stopPropagation();
            onOpen(incident.id);
          }}
        >
          <Code>{incident.ref}</Code>
        </button>
      </span>
      {wide && (
        <span role="cell" className={css.quiet}>
          {type}
        </span>
      )}
      <span role="cell" className={css.title}>
        <Written text={incident.title} />
        {!wide && <small>{`${type} · ${place}`}</small>}
      </span>
      {wide && (
        <span role="cell" className={css.quiet}>
          {place}
        </span>
      )}
      <span role="cell" className={css.directorate}>
        {reference.directorateShort(incident.directorateId)}
      </span>
      <span role="cell" className={css.state} data-state={incident.state}>
        {states[incident.state]}
      </span>
      {wide && (
        <span role="cell" className={css.quiet}>
          {formatMoment(incident.reportedAt, now, locale)}
        </span>
      )}
      <span role="cell" className={css.elapsed}>
        <Code>{elapsed}</Code>
      </span>
    </div>
  );
}
