import { Button, Select, Textarea } from '@mantine/core';
import type { AlertView } from '@t1/shared/alerts';
import { shelfMinutes } from '@t1/shared/alerts';
import type { KeyboardEvent } from 'react';
import { useState } from 'react';
import { formatMoment } from '../../i18n/format.ts';
import { useLocale, useTexts } from '../../i18n/t.tsx';
import { useServerNow } from '../../live/selectors.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import css from './buttons.module.css';

/** Times a person would say, in minutes; the severity decides which of them may be chosen. */
const choices = [5, 10, 15, 30, 60, 120, 240] as const;
const usualChoice = 15;

interface ShelveDialogProps {
  readonly alert: AlertView;
  readonly onShelve: (minutes: number, reason: string) => void;
  readonly onClose: () => void;
}

/** Sets an alert aside for a time its severity bears, with the reason; says when it comes back. */
export function ShelveDialog({ alert, onShelve, onClose }: ShelveDialogProps) {
  const { alerts: words, app } = useTexts();
  const { locale } = useLocale();
  const now = useServerNow(1000);
  const [minutes, setMinutes] = useState<number>(usualChoice);
  const [reason, setReason] = useState('');
  const possible = choices.filter((choice) => choice <= shelfMinutes[alert.severity]);
  const ready = reason.trim() !== '';
  const submit = () => {
    if (ready) onShelve(minutes, reason.trim());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
  };
  return (
    <Dialog title={words.shelveTitle} onClose={onClose}>
      <form
        className={css.form}
        onKeyDown={onKeyDown}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        <Select
          label={words.shelveMinutes}
          data={possible.map((choice) => ({ value: String(choice), label: words.minutes(choice) }))}
          value={String(minutes)}
          onChange={(value) => setMinutes(possible.find((one) => String(one) === value) ?? minutes)}
          allowDeselect={false}
          openOnFocus={false}
        />
        <Textarea
          label={words.shelveReason}
          rows={3}
          maxLength={300}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          data-autofocus
        />
        <p className={css.returns}>
          {words.returnsAt(formatMoment(new Date(now + minutes * 60_000).toISOString(), now, locale))}
        </p>
        <div className={css.formButtons}>
          <Button type="submit" disabled={!ready}>
            {words.shelve}
          </Button>
          <Button variant="default" onClick={onClose}>
            {app.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
