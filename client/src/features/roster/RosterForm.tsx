import { Button } from '@mantine/core';
import type { KeyboardEvent, ReactNode } from 'react';
import { useTexts } from '../../i18n/t.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import css from './roster.module.css';

interface RosterFormProps {
  readonly title: string;
  readonly submit: string;
  readonly sending: boolean;
  readonly refusal: string | undefined;
  readonly ready: boolean;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

/** The frame of every command of the roster: fields, the refusal below them, send and cancel, Ctrl+Enter. */
export function RosterForm(props: RosterFormProps) {
  const { title, submit, sending, refusal, ready, onClose, onSubmit, children } = props;
  const { app, roster: words } = useTexts();
  const send = () => {
    if (ready && !sending) onSubmit();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className={css.form}
        onKeyDown={onKeyDown}
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        {children}
        {refusal !== undefined && (
          <p className={css.refusal} role="alert">
            {refusal}
          </p>
        )}
        <div className={css.buttons}>
          <Button type="submit" disabled={!ready} aria-disabled={sending}>
            {sending ? words.saving : submit}
          </Button>
          <Button variant="default" onClick={onClose}>
            {app.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
