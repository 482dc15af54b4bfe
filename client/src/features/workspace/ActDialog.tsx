import { Textarea } from '@mantine/core';
import { actOnIncident } from '@t1/shared/incident-doors';
import type { ActionKind } from '@t1/shared/incidents';
import { actionKinds } from '@t1/shared/incidents';
import { useState } from 'react';
import { useTexts } from '../../i18n/t.tsx';
import type { ActionDialogProps } from './ActionDialogs.tsx';
import { CommandForm } from './ActionDialogs.tsx';
import { useCommand, useReadVersion } from './command.ts';
import css from './loop.module.css';

/** Records what was done about an incident, in the name of the person; "no action" needs its reason. */
export function ActDialog({ incident, onConflict, onClose, onDone }: ActionDialogProps) {
  const { actions, acting: words, actionKinds: names } = useTexts();
  const [kind, setKind] = useState<ActionKind>('patrol-sent');
  const [text, setText] = useState('');
  const { read, adoptCurrent } = useReadVersion(incident);
  const { sending, refusal, run } = useCommand(() => {
    adoptCurrent();
    onConflict();
  });
  const needsReason = kind === 'no-action';
  const send = async () => {
    const done = await run(actOnIncident, {
      id: incident.id,
      expectedVersion: read.version,
      kind,
      ...(text.trim() === '' ? {} : { text }),
    });
    if (done) onDone();
  };
  return (
    <CommandForm
      title={actions.act}
      sending={sending}
      refusal={refusal}
      ready={!needsReason || text.trim() !== ''}
      onClose={onClose}
      onSubmit={() => void send()}
    >
      <fieldset className={css.kinds}>
        <legend>{words.kind}</legend>
        {actionKinds.map((one) => (
          <label key={one} data-chosen={one === kind}>
            <input type="radio" name="kind" checked={one === kind} onChange={() => setKind(one)} />
            {names[one]}
          </label>
        ))}
      </fieldset>
      <Textarea
        label={needsReason ? words.reason : words.text}
        description={needsReason ? words.reasonHelp : undefined}
        rows={3}
        maxLength={1000}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
        error={refusal?.field === 'text' ? refusal.text : undefined}
      />
    </CommandForm>
  );
}
