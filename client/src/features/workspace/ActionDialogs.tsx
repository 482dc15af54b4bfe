import { Button, Select, Textarea } from '@mantine/core';
import { closeIncident, noteIncident, reopenIncident, transferIncident } from '@t1/shared/incident-doors';
import type { Disposition, IncidentView } from '@t1/shared/incidents';
import { dispositions } from '@t1/shared/incidents';
import type { KeyboardEvent, ReactNode } from 'react';
import { useState } from 'react';
import { useReference } from '../../api/queries.ts';
import { nameOf, useLocale, useTexts } from '../../i18n/t.tsx';
import { useServerNow } from '../../live/selectors.tsx';
import { Dialog } from '../../ui/Dialog.tsx';
import type { Refusal } from './command.ts';
import { useCommand, useReadVersion } from './command.ts';
import css from './workspace.module.css';

export interface ActionDialogProps {
  readonly incident: IncidentView;
  readonly onConflict: () => void;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

interface CommandFormProps {
  readonly title: string;
  readonly sending: boolean;
  readonly refusal: Refusal | undefined;
  readonly ready: boolean;
  readonly onClose: () => void;
  readonly onSubmit: () => void;
  readonly children: ReactNode;
}

/** The frame of every dialog with a command: fields, the refusal below them, send and cancel, Ctrl+Enter. */
export function CommandForm({
  title,
  sending,
  refusal,
  ready,
  onClose,
  onSubmit,
  children,
}: CommandFormProps) {
  const { app, actions: words } = useTexts();
  const submit = () => {
    if (ready && !sending) onSubmit();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <form
        className={css.dialogForm}
        onKeyDown={onKeyDown}
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {children}
        {refusal !== undefined && (
          <p className={css.refusal} role="alert">
            {refusal.text}
          </p>
        )}
        <div className={css.dialogButtons}>
          <Button type="submit" disabled={!ready} aria-disabled={sending}>
            {sending ? words.saving : words.save}
          </Button>
          <Button variant="default" onClick={onClose}>
            {app.cancel}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** Writes a note into the timeline. */
export function NoteDialog({ incident, onConflict, onClose, onDone }: ActionDialogProps) {
  const { actions: words } = useTexts();
  const [text, setText] = useState('');
  const { sending, refusal, run } = useCommand(onConflict);
  const send = async () => {
    const done = await run(noteIncident, { id: incident.id, expectedVersion: incident.version, text });
    if (done) onDone();
  };
  return (
    <CommandForm
      title={words.note}
      sending={sending}
      refusal={refusal}
      ready={text.trim() !== ''}
      onClose={onClose}
      onSubmit={() => void send()}
    >
      <WrittenText label={words.noteText} value={text} onChange={setText} maxLength={2000} />
    </CommandForm>
  );
}

/** Closes the incident with what it came to. */
export function CloseDialog({ incident, onConflict, onClose, onDone }: ActionDialogProps) {
  const { actions: words, dispositions: names } = useTexts();
  const [disposition, setDisposition] = useState<Disposition>('action-taken');
  const [reason, setReason] = useState('');
  const { read, adoptCurrent } = useReadVersion(incident);
  const { sending, refusal, run } = useCommand(() => {
    adoptCurrent();
    onConflict();
  });
  const needsReason = disposition === 'no-action';
  const send = async () => {
    const done = await run(closeIncident, {
      id: incident.id,
      expectedVersion: read.version,
      disposition,
      ...(reason.trim() === '' ? {} : { reason }),
    });
    if (done) onDone();
  };
  return (
    <CommandForm
      title={words.close}
      sending={sending}
      refusal={refusal}
      ready={!needsReason || reason.trim() !== ''}
      onClose={onClose}
      onSubmit={() => void send()}
    >
      <Select
        label={words.disposition}
        data={dispositions.map((value) => ({ value, label: names[value] }))}
        value={disposition}
        onChange={(value) => setDisposition(dispositions.find((one) => one === value) ?? disposition)}
        allowDeselect={false}
        openOnFocus={false}
        data-autofocus
      />
      <WrittenText
        label={needsReason ? words.reason : words.reasonOptional}
        description={needsReason ? words.reasonHelp : undefined}
        value={reason}
        onChange={setReason}
        maxLength={500}
      />
    </CommandForm>
  );
}

/** Opens a closed incident again, with the reason. */
export function ReopenDialog({ incident, onConflict, onClose, onDone }: ActionDialogProps) {
  const { actions: words } = useTexts();
  const [reason, setReason] = useState('');
  const { read, adoptCurrent } = useReadVersion(incident);
  const { sending, refusal, run } = useCommand(() => {
    adoptCurrent();
    onConflict();
  });
  const send = async () => {
    const done = await run(reopenIncident, { id: incident.id, expectedVersion: read.version, reason });
    if (done) onDone();
  };
  return (
    <CommandForm
      title={words.reopen}
      sending={sending}
      refusal={refusal}
      ready={reason.trim() !== ''}
      onClose={onClose}
      onSubmit={() => void send()}
    >
      <WrittenText label={words.reason} value={reason} onChange={setReason} maxLength={500} />
    </CommandForm>
  );
}

/** Hands the incident to another directorate of the same ministry. */
export function TransferDialog({ incident, onConflict, onClose, onDone }: ActionDialogProps) {
  const { actions: words } = useTexts();
  const { locale } = useLocale();
  const now = useServerNow(60_000);
  const { directorates } = useReference();
  const [directorateId, setDirectorateId] = useState<string>();
  const [reason, setReason] = useState('');
  const { read, adoptCurrent } = useReadVersion(incident);
  const { sending, refusal, run } = useCommand(() => {
    adoptCurrent();
    onConflict();
  });

  const ministryId = directorates.find(({ id }) => id === incident.directorateId)?.ministryId;
  const choices = directorates.filter(
    (one) =>
      one.id !== incident.directorateId &&
      one.ministryId === ministryId &&
      (one.validTo === undefined || Date.parse(one.validTo) > now),
  );
  const send = async () => {
    if (directorateId === undefined) return;
    const done = await run(transferIncident, {
      id: incident.id,
      expectedVersion: read.version,
      directorateId,
      reason,
    });
    if (done) onDone();
  };
  return (
    <CommandForm
      title={words.transfer}
      sending={sending}
      refusal={refusal}
      ready={directorateId !== undefined && reason.trim() !== ''}
      onClose={onClose}
      onSubmit={() => void send()}
    >
      <Select
        label={words.target}
        searchable
        openOnFocus={false}
        data={choices.map((one) => ({ value: one.id, label: nameOf(one, locale) }))}
        value={directorateId ?? null}
        onChange={(value) => setDirectorateId(value ?? undefined)}
        data-autofocus
      />
      <WrittenText label={words.reason} value={reason} onChange={setReason} maxLength={500} />
    </CommandForm>
  );
}

interface WrittenTextProps {
  readonly label: string;
  readonly description?: string | undefined;
  readonly value: string;
  readonly maxLength: number;
  readonly onChange: (text: string) => void;
}

function WrittenText({ label, description, value, maxLength, onChange }: WrittenTextProps) {
  return (
    <Textarea
      label={label}
      description={description}
      rows={4}
      maxLength={maxLength}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      data-autofocus
    />
  );
}
