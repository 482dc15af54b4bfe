import { Select, Textarea, TextInput } from '@mantine/core';
import { formatDecimal, parseLocation } from '@t1/shared/coordinates';
import { amendIncident } from '@t1/shared/incident-doors';
import type { Severity } from '@t1/shared/incidents';
import { severities } from '@t1/shared/incidents';
import { useState } from 'react';
import { useReference } from '../../api/queries.ts';
import { nameOf, useLocale, useTexts } from '../../i18n/t.tsx';
import type { ActionDialogProps } from './ActionDialogs.tsx';
import { CommandForm } from './ActionDialogs.tsx';
import { useCommand, useReadVersion } from './command.ts';
import css from './workspace.module.css';

/** Corrects an incident; only what was changed is sent, and it is compared with the version that was read here. */
export function AmendDialog({ incident, onConflict, onClose, onDone }: ActionDialogProps) {
  const { actions: words, report, severity: names } = useTexts();
  const { locale } = useLocale();
  const { types } = useReference();
  const written = formatDecimal(incident.location);
  const { read: base, adoptCurrent } = useReadVersion(incident);
  const [type, setType] = useState(incident.type);
  const [severity, setSeverity] = useState<Severity>(incident.severity);
  const [title, setTitle] = useState(incident.title);
  const [description, setDescription] = useState(incident.description ?? '');
  const [location, setLocation] = useState(written);
  const { sending, refusal, run } = useCommand(() => {
    adoptCurrent();
    onConflict();
  });

  const point = parseLocation(location);
  const moved = location.trim() !== written;
  const changes = {
    ...(type === base.type ? {} : { type }),
    ...(severity === base.severity ? {} : { severity }),
    ...(title.trim() === base.title ? {} : { title }),
    ...(description.trim() === (base.description ?? '') || description.trim() === '' ? {} : { description }),
    ...(moved && point.ok ? { location: { lat: point.lat, lon: point.lon } } : {}),
  };
  const changed = Object.keys(changes).length > 0;
  const ready = changed && title.trim() !== '' && (!moved || point.ok);

  const send = async () => {
    const done = await run(amendIncident, { id: incident.id, expectedVersion: base.version, ...changes });
    if (done) onDone();
  };
  const under = (field: string) => (refusal?.field === field ? refusal.text : undefined);

  return (
    <CommandForm
      title={words.amend}
      sending={sending}
      refusal={refusal}
      ready={ready}
      onClose={onClose}
      onSubmit={() => void send()}
    >
      <TextInput
        label={report.subject}
        maxLength={200}
        value={title}
        onChange={(event) => setTitle(event.currentTarget.value)}
        error={under('title')}
        data-autofocus
      />
      <Select
        label={report.type}
        searchable
        allowDeselect={false}
        data={types.map((one) => ({ value: one.id, label: nameOf(one, locale) }))}
        value={type}
        onChange={(value) => setType(value ?? type)}
        error={under('type')}
      />
      <Select
        label={names.label}
        allowDeselect={false}
        data={severities.map((value) => ({
          value: String(value),
          label: `${value} · ${names[`s${value}`]}`,
        }))}
        value={String(severity)}
        onChange={(value) => setSeverity(severities.find((one) => String(one) === value) ?? severity)}
        error={under('severity')}
      />
      <TextInput
        label={report.location}
        classNames={{ input: 't1-ltr' }}
        value={location}
        onChange={(event) => setLocation(event.currentTarget.value)}
        error={
          point.ok || !moved ? (under('location') ?? under('location.lat')) : report.faults[point.reason]
        }
      />
      <Textarea
        label={report.description}
        rows={3}
        maxLength={4000}
        value={description}
        onChange={(event) => setDescription(event.currentTarget.value)}
        error={under('description')}
      />
      {!changed && <p className={css.quiet}>{words.nothingChanged}</p>}
    </CommandForm>
  );
}
