import { Menu } from '@mantine/core';
import type { AlertView } from '@t1/shared/alerts';
import type { MouseEvent } from 'react';
import { useTexts } from '../../i18n/t.tsx';
import { useServerNow } from '../../live/selectors.tsx';
import { undoSeconds } from './alert-clock.ts';
import type { AlertMoves } from './alert-moves.ts';
import css from './buttons.module.css';

interface AlertButtonsProps {
  readonly alert: AlertView;
  readonly moves: AlertMoves;
  /** The keys of the room act on this one. */
  readonly hasKeys: boolean;
  /** All choices side by side and easy to hit, instead of one button with a menu. */
  readonly large?: boolean;
}

/** What the person may do with the alert now; nothing is drawn for whom it is not addressed to. */
export function AlertButtons(props: AlertButtonsProps) {
  const { alert, moves, large = false } = props;
  const words = useWordsOf();
  const stop = (event: MouseEvent) => event.stopPropagation();
  return (
    <div className={large ? css.large : css.row} onClick={stop}>
      {moves.may('acknowledge', alert) && (large ? <AllChoices {...props} /> : <SplitButton {...props} />)}
      {large && <ShelveButton {...props} />}
      <UndoButton {...props} />
      {moves.may('unshelve', alert) && (
        <button type="button" className={css.quiet} onClick={() => moves.unshelve(alert)}>
          {words.unshelve}
        </button>
      )}
    </div>
  );
}

function useWordsOf() {
  return useTexts().alerts;
}

function AcknowledgeButton({ alert, moves, hasKeys }: AlertButtonsProps) {
  const words = useWordsOf();
  const sending = moves.isSending(alert);
  return (
    <button
      type="button"
      className={css.acknowledge}
      aria-disabled={sending}
      aria-keyshortcuts={hasKeys ? 'A' : undefined}
      onClick={() => moves.acknowledge(alert)}
    >
      {sending ? words.acknowledging : words.acknowledge}
      {hasKeys && !sending && <Key name="A" />}
    </button>
  );
}

/** One press says "received"; the small half opens what else one may want to say at once. */
function SplitButton(props: AlertButtonsProps) {
  const { alert, moves, hasKeys } = props;
  const { alerts: words, intents } = useTexts();
  return (
    <div className={css.split} data-keyed={hasKeys}>
      <AcknowledgeButton {...props} />
      <Menu position="bottom-end" width={230} transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <button type="button" className={css.more} aria-label={words.choices} title={words.choices}>
            <svg width="10" height="10" viewBox="0 0 10 10" fill="none" aria-hidden="true">
              <path d="m1.5 3.5 3.5 3.5 3.5-3.5" stroke="currentColor" strokeWidth="1.8" />
            </svg>
          </button>
        </Menu.Target>
        <Menu.Dropdown className={css.menu}>
          <Menu.Item onClick={() => moves.acknowledge(alert, 'patrol-sent')}>
            {intents['patrol-sent']}
          </Menu.Item>
          <Menu.Item onClick={() => moves.acknowledge(alert, 'referred')}>{intents.referred}</Menu.Item>
          {moves.may('escalate', alert) && (
            <Menu.Item
              onClick={() => moves.escalate(alert)}
              rightSection={hasKeys && <Key name="E" />}
              title={words.cannotHint}
            >
              {words.cannot}
            </Menu.Item>
          )}
          {moves.may('shelve', alert) && (
            <Menu.Item onClick={() => moves.askShelf(alert)} rightSection={hasKeys && <Key name="H" />}>
              {words.shelve}
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
    </div>
  );
}

function AllChoices(props: AlertButtonsProps) {
  const { alert, moves, hasKeys } = props;
  const { alerts: words, intents } = useTexts();
  return (
    <>
      <AcknowledgeButton {...props} />
      <button type="button" className={css.choice} onClick={() => moves.acknowledge(alert, 'patrol-sent')}>
        {intents['patrol-sent']}
      </button>
      <button type="button" className={css.choice} onClick={() => moves.acknowledge(alert, 'referred')}>
        {intents.referred}
      </button>
      {moves.may('escalate', alert) && (
        <button
          type="button"
          className={css.quiet}
          title={words.cannotHint}
          aria-keyshortcuts={hasKeys ? 'E' : undefined}
          onClick={() => moves.escalate(alert)}
        >
          {words.cannot}
          {hasKeys && <Key name="E" />}
        </button>
      )}
    </>
  );
}

function ShelveButton({ alert, moves, hasKeys }: AlertButtonsProps) {
  const words = useWordsOf();
  if (!moves.may('shelve', alert)) return null;
  return (
    <button
      type="button"
      className={css.quiet}
      aria-keyshortcuts={hasKeys ? 'H' : undefined}
      onClick={() => moves.askShelf(alert)}
    >
      {words.shelve}
      {hasKeys && <Key name="H" />}
    </button>
  );
}

/** Takes the own acknowledgement back; it counts its last ten seconds down and goes. */
function UndoButton({ alert, moves }: AlertButtonsProps) {
  const words = useWordsOf();
  const left = undoSeconds(alert, useServerNow(1000));
  if (left === 0 || !moves.may('undo', alert)) return null;
  return (
    <button type="button" className={css.quiet} aria-keyshortcuts="U" onClick={() => moves.undo(alert)}>
      {words.undo}
      <bdi>{left}</bdi>
      <Key name="U" />
    </button>
  );
}

function Key({ name }: { readonly name: string }) {
  return <kbd aria-hidden="true">{name}</kbd>;
}
