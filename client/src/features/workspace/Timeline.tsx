import type { TimelineEntry } from '@t1/shared/incidents';
import { fieldName } from '@t1/shared/problem-texts';
import { useReference } from '../../api/queries.ts';
import type { Texts } from '../../i18n/ar.ts';
import { formatMoment } from '../../i18n/format.ts';
import { nameOf, useLocale, useTexts } from '../../i18n/t.tsx';
import { useServerNow } from '../../live/selectors.tsx';
import { Code } from '../../ui/Code.tsx';
import { Written } from '../../ui/Written.tsx';
import css from './workspace.module.css';

/** Everything that happened to an incident, the last on top. */
export function Timeline({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  const now = useServerNow(60_000);
  return (
    <ol className={css.timeline}>
      {[...entries].reverse().map((entry) => (
        <Entry key={entry.seq} entry={entry} now={now} />
      ))}
    </ol>
  );
}

function Entry({ entry, now }: { readonly entry: TimelineEntry; readonly now: number }) {
  const { log, roles } = useTexts();
  const { locale } = useLocale();
  const lines = useDetailLines(entry);
  return (
    <li className={css.entry} data-alert={entry.type.startsWith('alert.')}>
      <time dateTime={entry.at} className={css.entryTime}>
        <Code>{formatMoment(entry.at, now, locale)}</Code>
      </time>
      <span className={css.entryDot} aria-hidden="true" />
      <div className={css.entryText}>
        <p>
          <strong>{isEventName(entry.type, log) ? log[entry.type] : entry.type}</strong>
          <span className={css.entryActor}>
            {nameOf(entry.actor, locale)}
            {entry.actor.role !== 'system' && ` · ${roles[entry.actor.role]}`}
          </span>
        </p>
        {lines.map((line) => (
          <p key={line} className={css.entryDetail}>
            <Written text={line} />
          </p>
        ))}
      </div>
    </li>
  );
}

function isEventName(type: string, log: Texts['log']): type is keyof Texts['log'] {
  return Object.hasOwn(log, type);
}

/** What an event adds to the view, in words; what this screen does not know it leaves out. */
function useDetailLines({ detail }: TimelineEntry): readonly string[] {
  const { workspace: words, alerts, dispositions, intents, actionKinds } = useTexts();
  const { locale } = useLocale();
  const { directorateName } = useReference();
  if (detail === undefined) return [];
  const { text, reason, disposition, changed, to, kind, intent, minutes, step, byHand } = detail;
  return [
    wordFor(kind, actionKinds),
    // That it was received is what acknowledging says anyway.
    intent === 'received' ? undefined : wordFor(intent, intents),
    typeof step === 'number' ? words.toStep(step) : undefined,
    byHand === true ? alerts.cannot : undefined,
    typeof minutes === 'number' ? alerts.minutes(minutes) : undefined,
    typeof text === 'string' ? text : undefined,
    wordFor(disposition, dispositions),
    typeof to === 'string' ? words.to(directorateName(to)) : undefined,
    Array.isArray(changed) ? words.changed(namesOf(changed, locale)) : undefined,
    typeof reason === 'string' ? words.reason(reason) : undefined,
  ].filter((line) => line !== undefined);
}

/** The word for a value of the contract, if this screen knows it. */
function wordFor(value: unknown, names: Readonly<Record<string, string>>): string | undefined {
  return typeof value === 'string' && Object.hasOwn(names, value) ? names[value] : undefined;
}

/** District and nearest place follow from the location and are not worth a word of their own. */
const follows = new Set(['districtId', 'place', 'version']);

function namesOf(changed: readonly unknown[], locale: 'ar' | 'en'): string {
  return changed
    .filter((field) => typeof field === 'string')
    .filter((field) => !follows.has(field))
    .map((field) => fieldName(field, locale))
    .join(locale === 'ar' ? '، ' : ', ');
}
