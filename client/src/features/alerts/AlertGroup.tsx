import { useState } from 'react';
import { useReference } from '../../api/queries.ts';
import { formatElapsed } from '../../i18n/format.ts';
import { useTexts } from '../../i18n/t.tsx';
import { useServerNow } from '../../live/selectors.tsx';
import { Code } from '../../ui/Code.tsx';
import { ConfirmDialog } from '../../ui/Dialog.tsx';
import { SeverityMark } from '../../ui/Severity.tsx';
import type { AlertMoves } from './alert-moves.ts';
import css from './alerts.module.css';
import buttons from './buttons.module.css';
import type { AlertGroup as Group } from './flood.ts';

interface AlertGroupProps {
  readonly group: Group;
  readonly opened: boolean;
  readonly moves: AlertMoves;
  readonly onToggle: () => void;
}

/** In a flood: the alerts of one directorate and type in one line, with their count and the longest wait. */
export function AlertGroup({ group, opened, moves, onToggle }: AlertGroupProps) {
  const now = useServerNow(1000);
  const { flood: words, alerts: alertWords } = useTexts();
  const reference = useReference();
  const [asking, setAsking] = useState(false);
  const takable = group.alerts.filter((alert) => moves.may('acknowledge', alert));
  const name = [
    reference.directorateShort(group.directorateId),
    ...(group.type === undefined ? [] : [reference.typeName(group.type)]),
  ].join(' · ');
  const longest = Math.min(...group.alerts.map(({ raisedAt }) => Date.parse(raisedAt)));
  return (
    <>
      <SeverityMark severity={group.gravest} size={26} blinking />
      <div className={css.what}>
        <div className={css.line}>
          <button
            type="button"
            className={css.groupName}
            aria-expanded={opened}
            onClick={(event) => {
              event.stopPropagation();
              onToggle();
            }}
          >
            <svg width="10" height="10" viewBox="0 0 10 10" fill="none" aria-hidden="true">
              <path d="m1.5 3.5 3.5 3.5 3.5-3.5" stroke="currentColor" strokeWidth="1.8" />
            </svg>
            {name}
          </button>
          <time className={css.timer} title={alertWords.since}>
            <Code>{formatElapsed(now - longest)}</Code>
          </time>
        </div>
        <div className={css.line}>
          <p className={css.groupCount}>{words.waiting(group.alerts.length)}</p>
          {takable.length > 0 && (
            <button
              type="button"
              className={buttons.quiet}
              onClick={(event) => {
                event.stopPropagation();
                setAsking(true);
              }}
            >
              {words.takeAll}
            </button>
          )}
        </div>
      </div>
      {asking && (
        // What is pressed in the dialog is not a press on the line under it.
        <div onClick={(event) => event.stopPropagation()}>
          <ConfirmDialog
            title={words.takeAllTitle}
            text={words.takeAllText(name, words.waiting(takable.length))}
            confirm={words.takeAll}
            onConfirm={() => {
              setAsking(false);
              moves.acknowledgeAll(takable);
            }}
            onClose={() => setAsking(false)}
          />
        </div>
      )}
    </>
  );
}
