import { Button } from '@mantine/core';
import { openIncident } from '@t1/shared/incident-doors';
import type { IncidentView } from '@t1/shared/incidents';
import { isOpenLoop } from '@t1/shared/incidents';
import type { Actor } from '@t1/shared/roles';
import { useState } from 'react';
import { useTexts } from '../../i18n/t.tsx';
import { useServerNow } from '../../live/selectors.tsx';
import { useToast } from '../../ui/Toasts.tsx';
import { ActDialog } from './ActDialog.tsx';
import { AmendDialog } from './AmendDialog.tsx';
import { CloseDialog, NoteDialog, ReopenDialog, TransferDialog } from './ActionDialogs.tsx';
import { useCommand } from './command.ts';
import type { IncidentAction } from './incident-actions.ts';
import { availableActions } from './incident-actions.ts';
import css from './workspace.module.css';

interface IncidentActionsProps {
  readonly incident: IncidentView;
  readonly actor: Actor;
  readonly onConflict: () => void;
}

const dialogs = {
  act: ActDialog,
  note: NoteDialog,
  amend: AmendDialog,
  close: CloseDialog,
  reopen: ReopenDialog,
  transfer: TransferDialog,
} as const;

/** The bar of what this person may do now; everything but taking up asks for words first. */
export function IncidentActions({ incident, actor, onConflict }: IncidentActionsProps) {
  const { actions: words } = useTexts();
  // Half a minute is near enough for the end of a reporter's time to amend.
  const now = useServerNow(30_000);
  const toast = useToast();
  const [shown, setShown] = useState<Exclude<IncidentAction, 'open'>>();
  const command = useCommand(onConflict);
  const available = availableActions(actor, incident, new Date(now));

  const press = (action: IncidentAction) => {
    if (action !== 'open') {
      setShown(action);
      return;
    }
    void command.run(openIncident, { id: incident.id, expectedVersion: incident.version });
  };
  const Shown = shown === undefined ? undefined : dialogs[shown];

  return (
    <>
      <div className={css.actions}>
        {available.map((action) => (
          <Button
            key={action}
            variant={action === 'act' && isOpenLoop(incident) ? 'outline' : 'default'}
            onClick={() => press(action)}
            aria-disabled={command.sending}
          >
            {words[action]}
          </Button>
        ))}
      </div>
      {command.refusal !== undefined && (
        <p className={css.refusal} role="alert">
          {command.refusal.text}
        </p>
      )}
      {Shown !== undefined && (
        <Shown
          incident={incident}
          onConflict={onConflict}
          onClose={() => setShown(undefined)}
          onDone={() => {
            setShown(undefined);
            if (shown !== undefined) toast('done', words.done[shown](incident.ref));
          }}
        />
      )}
    </>
  );
}
