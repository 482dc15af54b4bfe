import type { AlertView } from '@t1/shared/alerts';
import { formatElapsed, formatMoment, formatTime } from '../../i18n/format.ts';
import { nameOf, useLocale, useTexts } from '../../i18n/t.tsx';
import { useAlertNote, useIncident, useServerNow } from '../../live/selectors.tsx';
import { Code } from '../../ui/Code.tsx';
import { Written } from '../../ui/Written.tsx';
import { climbsInMs, isStanding, justClimbed, wordHoldsMs } from './alert-clock.ts';
import css from './words.module.css';

type StepTask = NonNullable<AlertView['task']>;

/** The last minutes of a given word are worth a heavier letter. */
const soonMs = 120_000;

/** Where the alert stands: how far it has climbed, who took it and until when their word holds, or its shelf. */
export function AlertWords({ alert }: { readonly alert: AlertView }) {
  const now = useServerNow(1000);
  const { alerts: words } = useTexts();
  const note = useAlertNote(alert.id);
  return (
    <div className={css.words}>
      <Chips alert={alert} now={now} />
      {note?.lapsedAt !== undefined && alert.state === 'unacknowledged' && (
        <p className={css.lapsed}>{words.lapsed(formatTime(note.lapsedAt))}</p>
      )}
      {alert.state === 'unacknowledged' && <Climb alert={alert} now={now} climbedAt={note?.climbedAt} />}
      {alert.state === 'acknowledged' && <Taken alert={alert} now={now} />}
      {alert.state === 'shelved' && <Shelf alert={alert} now={now} />}
      {alert.state === 'suppressed' && <p>{words.suppressed}</p>}
    </div>
  );
}

function Chips({ alert, now }: { readonly alert: AlertView; readonly now: number }) {
  const { alerts: words } = useTexts();
  const over = alert.state === 'cleared-unacknowledged';
  const standing = isStanding(alert, now);
  if (!over && !standing) return null;
  return (
    <p className={css.chips}>
      {over && <span className={css.chip}>{words.over}</span>}
      {standing && <span className={css.chip}>{words.standing}</span>}
    </p>
  );
}

/** What the step reached asks of everybody who sees the alert. */
function Task({ task }: { readonly task: StepTask }) {
  const { stepTasks } = useTexts();
  return (
    <span className={css.task}>
      <svg width="14" height="14" viewBox="0 0 14 14" fill="none" aria-hidden="true">
        <rect x="4" y="4.5" width="6" height="9" rx="1" stroke="currentColor" strokeWidth="1.4" />
        <path d="M8.8 4.5V.8M6 7h2" stroke="currentColor" strokeWidth="1.4" />
      </svg>
      {stepTasks[task]}
    </span>
  );
}

interface ClimbProps {
  readonly alert: AlertView;
  readonly now: number;
  readonly climbedAt: string | undefined;
}

function Climb({ alert, now, climbedAt }: ClimbProps) {
  const { alerts: words, targets } = useTexts();
  const { locale } = useLocale();
  const next = climbsInMs(alert, now);
  const climbed = justClimbed(climbedAt, now);
  if (alert.steps === 0) return null;
  const names = alert.targets.map((target) => targets[target]).join(locale === 'ar' ? '، ' : ', ');
  return (
    <>
      {/* A key of its own for each step, so that the next climb is drawn anew. */}
      <p key={alert.step} className={css.climb} data-climbed={climbed}>
        <Ladder step={alert.step} steps={alert.steps} />
        <span>{words.step(alert.step, alert.steps)}</span>
        {climbed && <span>{words.climbed}</span>}
        {!climbed && next !== undefined && (
          <span>
            {words.nextWithin} <Code>{formatElapsed(next)}</Code>
          </span>
        )}
        {alert.task !== undefined && <Task task={alert.task} />}
      </p>
      <p className={css.targets}>{words.spokenTo(names)}</p>
    </>
  );
}

/** The steps as a row of bars, those reached filled; the words beside it say the same. */
function Ladder({ step, steps }: { readonly step: number; readonly steps: number }) {
  return (
    <span className={css.ladder} aria-hidden="true">
      {Array.from({ length: steps }, (_, index) => (
        <i key={index} data-reached={index < step} />
      ))}
    </span>
  );
}

function Taken({ alert, now }: { readonly alert: AlertView; readonly now: number }) {
  const { alerts: words, intents } = useTexts();
  const { locale } = useLocale();
  const incident = useIncident(alert.incidentId);
  const holds = wordHoldsMs(alert, incident, now);
  const { acknowledgedBy, acknowledgedAt, intent } = alert;
  // That it was received is what acknowledging says anyway.
  const isSaid = intent !== undefined && intent !== 'received';
  if (acknowledgedBy === undefined || acknowledgedAt === undefined) return null;
  return (
    <>
      <p>{words.acknowledged(nameOf(acknowledgedBy, locale), formatTime(acknowledgedAt))}</p>
      {(isSaid || holds !== undefined) && (
        <p className={css.due} data-soon={holds !== undefined && holds < soonMs}>
          {isSaid && <span className={css.intent}>{intents[intent]}</span>}
          {holds !== undefined && (
            <span>
              {words.actionWithin} <Code>{formatElapsed(holds)}</Code>
            </span>
          )}
        </p>
      )}
    </>
  );
}

function Shelf({ alert, now }: { readonly alert: AlertView; readonly now: number }) {
  const { alerts: words } = useTexts();
  const { locale } = useLocale();
  const { dueAt, shelvedBy, shelfReason } = alert;
  return (
    <>
      <p className={css.shelf}>
        <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
          <path d="M2 1h3v10H2zM7 1h3v10H7z" fill="currentColor" />
        </svg>
        {dueAt !== undefined && <span>{words.returnsAt(formatMoment(dueAt, now, locale))}</span>}
        {dueAt !== undefined && <Code>{formatElapsed(Date.parse(dueAt) - now)}</Code>}
      </p>
      <p className={css.targets}>
        {shelvedBy !== undefined && <span>{words.shelvedBy(nameOf(shelvedBy, locale))}</span>}
        {shelfReason !== undefined && <Written text={shelfReason} />}
      </p>
    </>
  );
}
