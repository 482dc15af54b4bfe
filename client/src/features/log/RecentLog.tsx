import type { DomainEvent } from '@t1/shared/events';
import { formatTime } from '../../i18n/format.ts';
import { nameOf, useLocale, useTexts } from '../../i18n/t.tsx';
import { useIncident, useRecentEvents } from '../../live/selectors.tsx';
import { Code } from '../../ui/Code.tsx';
import { Written } from '../../ui/Written.tsx';
import css from './log.module.css';

interface RecentLogProps {
  readonly onOpenIncident: (incidentId: string) => void;
}

/** What happened last, newest on top, as it came over the live line. */
export function RecentLog({ onOpenIncident }: RecentLogProps) {
  const { log: words } = useTexts();
  const events = useRecentEvents();
  return (
    <section className={css.log} aria-label={words.title}>
      {events.length === 0 && <p className={css.empty}>{words.empty}</p>}
      <ol>
        {events.map((event) => (
          <Entry key={event.id} event={event} onOpenIncident={onOpenIncident} />
        ))}
      </ol>
    </section>
  );
}

function Entry({ event, onOpenIncident }: { readonly event: DomainEvent } & RecentLogProps) {
  const { log: words } = useTexts();
  const { locale } = useLocale();
  const incidentId = incidentOf(event);
  const live = useIncident(incidentId);
  const view = 'ref' in event.data ? event.data : live;
  return (
    <li className={css.entry}>
      <span className={css.at}>
        <Code>{formatTime(event.at)}</Code>
      </span>
      <strong>{words[event.type]}</strong>
      {incidentId !== undefined && view !== undefined && (
        <button type="button" className={css.ref} onClick={() => onOpenIncident(incidentId)}>
          <Code>{view.ref}</Code>
        </button>
      )}
      <span className={css.title}>
        {view !== undefined && <Written text={view.title} />}
        <span className={css.actor}>{nameOf(event.actor, locale)}</span>
      </span>
    </li>
  );
}

function incidentOf(event: DomainEvent): string | undefined {
  if ('ref' in event.data) return event.data.id;
  return 'incidentId' in event.data ? event.data.incidentId : undefined;
}
