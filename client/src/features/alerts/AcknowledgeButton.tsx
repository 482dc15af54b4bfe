import type { AlertView } from '@t1/shared/alerts';
import { useTexts } from '../../i18n/t.tsx';
import type { Acknowledging } from './acknowledging.ts';
import css from './alerts.module.css';

interface AcknowledgeButtonProps {
  readonly alert: AlertView;
  readonly acknowledging: Acknowledging;
  /** The key A presses this one. */
  readonly hasKey: boolean;
  readonly large?: boolean;
}

/** Takes the alert in the name of the person; nothing is drawn for whom it is not addressed to. */
export function AcknowledgeButton({ alert, acknowledging, hasKey, large = false }: AcknowledgeButtonProps) {
  const { alerts: words } = useTexts();
  if (!acknowledging.mayAcknowledge(alert)) return null;
  const sending = acknowledging.isSending(alert);
  return (
    <button
      type="button"
      className={large ? css.acknowledgeLarge : css.acknowledge}
      aria-disabled={sending}
      aria-keyshortcuts={hasKey ? 'A' : undefined}
      onClick={(event) => {
        event.stopPropagation();
        if (!sending) acknowledging.acknowledge(alert);
      }}
    >
      {sending ? words.acknowledging : words.acknowledge}
      {hasKey && !sending && <kbd aria-hidden="true">{'A'}</kbd>}
    </button>
  );
}
