import { Button, Textarea, TextInput } from '@mantine/core';
import { toAsciiDigits } from '@t1/shared/arabic-text';
import type { IncidentTypeView } from '@t1/shared/incidents';
import { useCallback, useEffect, useRef, useState } from 'react';
import { toLocalInput } from '../../i18n/format.ts';
import { useTexts } from '../../i18n/t.tsx';
import { useServerNow } from '../../live/selectors.tsx';
import { ConfirmDialog } from '../../ui/Dialog.tsx';
import { useToast } from '../../ui/Toasts.tsx';
import type { DraftControl } from './draft.ts';
import { isWritten } from './draft.ts';
import { LocationField } from './LocationField.tsx';
import css from './reporting.module.css';
import { SeverityChoice } from './SeverityChoice.tsx';
import { useSending } from './sending.ts';
import { TypeField } from './TypeField.tsx';

interface ReportIncidentFormProps {
  readonly control: DraftControl;
  readonly picking: boolean;
  readonly onPicking: (picking: boolean) => void;
  /** The server has accepted the report. */
  readonly onSent: () => void;
  /** Leaves the form; without it the form is always there. */
  readonly onClose?: (() => void) | undefined;
  /** Puts the cursor into the first field when it changes to a new number. */
  readonly focusTurn?: number;
}

/** Reports an incident in six fields. It shows nothing on board or map itself: that is the event's business. */
export function ReportIncidentForm(props: ReportIncidentFormProps) {
  const { control, picking, onPicking, onSent, onClose, focusTurn = 0 } = props;
  const { draft, change, renew } = control;
  const { report: words, app } = useTexts();
  const toast = useToast();
  const now = useServerNow(1000);
  const [discarding, setDiscarding] = useState(false);
  const form = useRef<HTMLFormElement>(null);
  const firstField = useRef<HTMLInputElement>(null);
  const { sending, faults, send, forget } = useSending(control, (ref) => {
    toast('done', words.sent(ref));
    onPicking(false);
    onSent();
  });

  // A form that can be left was asked for; one that is always there waits until it is.
  const isVisit = onClose !== undefined;
  const { severityChosen } = draft;
  const chooseType = useCallback(
    (type: IncidentTypeView) => {
      forget('type');
      change({ type: type.id, ...(severityChosen ? {} : { severity: type.defaultSeverity }) });
    },
    [change, forget, severityChosen],
  );

  // The field to blame may be out of sight; it comes into view and takes the cursor.
  useEffect(() => {
    if (Object.keys(faults).length === 0) return;
    const blamed = form.current?.querySelector<HTMLElement>('[aria-invalid="true"], [role="alert"]');
    blamed?.scrollIntoView({ block: 'center' });
    blamed?.focus();
  }, [faults]);

  useEffect(() => {
    if (focusTurn > 0 || isVisit) firstField.current?.focus();
  }, [focusTurn, isVisit]);

  return (
    <form
      ref={form}
      className={css.form}
      aria-label={words.title}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void send(now);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          void send(now);
        }
        if (event.key === 'Escape' && !event.defaultPrevented) onClose?.();
      }}
    >
      <header className={css.head}>
        <h2>{words.title}</h2>
        {onClose !== undefined && (
          <Button variant="subtle" size="compact-sm" onClick={onClose}>
            {app.close}
          </Button>
        )}
      </header>
      <div className={css.fields}>
        <TypeField inputRef={firstField} value={draft.type} error={faults.type} onChoose={chooseType} />
        <SeverityChoice
          value={draft.severity}
          error={faults.severity}
          onChoose={(severity) => {
            forget('severity');
            change({ severity, severityChosen: true });
          }}
        />
        <LocationField
          draft={draft}
          error={faults.location}
          directorateError={faults.directorateId}
          picking={picking}
          onPicking={onPicking}
          onChange={(part) => {
            forget('location');
            change(part);
          }}
        />
        <TextInput
          label={words.subject}
          placeholder={words.subjectExample}
          maxLength={200}
          value={draft.title}
          error={faults.title}
          onChange={(event) => {
            forget('title');
            change({ title: event.currentTarget.value });
          }}
        />
        <Textarea
          label={words.description}
          rows={3}
          maxLength={4000}
          value={draft.description}
          error={faults.description}
          onChange={(event) => change({ description: event.currentTarget.value })}
        />
        <Occurred
          value={draft.occurred}
          now={now}
          error={faults.occurredAt}
          onChange={(occurred) => {
            forget('occurredAt');
            change({ occurred });
          }}
        />
      </div>
      <footer className={css.foot}>
        {faults.form !== undefined && (
          <p className={css.refusal} role="alert">
            {faults.form}
          </p>
        )}
        <div className={css.buttons}>
          <Button type="submit" size="md" className={css.send} aria-disabled={sending}>
            {sending ? words.sending : words.send}
          </Button>
          {isWritten(draft) && !sending && (
            <Button variant="subtle" size="md" onClick={() => setDiscarding(true)}>
              {words.discard}
            </Button>
          )}
        </div>
        <p className={css.hint}>{`${words.ctrlEnter} · ${words.draftKept}`}</p>
      </footer>
      {discarding && (
        <ConfirmDialog
          title={words.discard}
          text={words.discardConfirm}
          confirm={words.discard}
          onClose={() => setDiscarding(false)}
          onConfirm={() => {
            setDiscarding(false);
            onPicking(false);
            renew();
          }}
        />
      )}
    </form>
  );
}

interface OccurredProps {
  readonly value: string | undefined;
  readonly now: number;
  readonly error: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

/** When it happened: now, or a written time. A browser's own time field would speak the language of the browser. */
function Occurred({ value, now, error, onChange }: OccurredProps) {
  const { report: words } = useTexts();
  const earlier = value !== undefined;
  return (
    <fieldset className={css.group}>
      <legend>{words.occurred}</legend>
      <div className={css.choices}>
        <button
          type="button"
          className={css.choice}
          aria-pressed={!earlier}
          onClick={() => onChange(undefined)}
        >
          {words.occurredNow}
        </button>
        <button
          type="button"
          className={css.choice}
          aria-pressed={earlier}
          onClick={() => onChange(value ?? toLocalInput(now))}
        >
          {words.occurredEarlier}
        </button>
        {earlier && (
          <TextInput
            className={css.time}
            classNames={{ input: 't1-ltr' }}
            aria-label={words.occurredWritten}
            value={value}
            maxLength={20}
            error={error !== undefined}
            onChange={(event) => onChange(toAsciiDigits(event.currentTarget.value))}
          />
        )}
      </div>
      {error !== undefined && (
        <p className={css.error} role="alert">
          {error}
        </p>
      )}
    </fieldset>
  );
}
