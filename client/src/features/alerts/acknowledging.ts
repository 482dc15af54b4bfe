import type { AlertView } from '@t1/shared/alerts';
import { acknowledgeAlert } from '@t1/shared/alert-doors';
import { refuseAcknowledge } from '@t1/shared/alert-rules';
import { can, type Actor } from '@t1/shared/roles';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../../api/call.ts';
import { formatTime } from '../../i18n/format.ts';
import { nameOf, useLocale, useTexts } from '../../i18n/t.tsx';
import { useAlerts } from '../../live/selectors.tsx';
import { useToast } from '../../ui/Toasts.tsx';

/** How long the name of the winner may take to arrive after the race was lost. */
const winnerKnownWithinMs = 3000;

export interface Acknowledging {
  readonly mayAcknowledge: (alert: AlertView) => boolean;
  readonly isSending: (alert: AlertView) => boolean;
  readonly acknowledge: (alert: AlertView) => void;
}

/** Sends acknowledgements, each once however often it is pressed, and says who was first when another was. */
export function useAcknowledging(actor: Actor): Acknowledging {
  const { alerts: words, actions } = useTexts();
  const { locale } = useLocale();
  const toast = useToast();
  const alerts = useAlerts();
  const [sending, setSending] = useState<ReadonlySet<string>>(new Set());
  const [lost, setLost] = useState<ReadonlySet<string>>(new Set());
  // The set that decides is this one: two presses can come before React has drawn the first.
  const inFlight = useRef(new Set<string>());

  const acknowledge = useCallback(
    (alert: AlertView) => {
      const attempt = attemptOf(alert);
      if (inFlight.current.has(attempt)) return;
      inFlight.current.add(attempt);
      setSending(new Set(inFlight.current));
      const release = () => {
        inFlight.current.delete(attempt);
        setSending(new Set(inFlight.current));
      };
      void call(acknowledgeAlert, { id: alert.id, expectedVersion: alert.version }).then((result) => {
        // After a success the button stays as it is until the event has changed the alert itself.
        if (result.ok) return;
        release();
        const { problem } = result;
        if (problem.code === 'unreachable') toast('refused', actions.unreachable);
        else if (problem.code === 'alert-already-handled') setLost((ids) => new Set(ids).add(alert.id));
        else toast('refused', problem.message);
      });
    },
    [toast, actions],
  );

  useEffect(() => {
    if (lost.size === 0) return undefined;
    const settle = (id: string, text: string) => {
      toast('refused', text);
      setLost((ids) => new Set([...ids].filter((one) => one !== id)));
    };
    for (const { id, acknowledgedBy, acknowledgedAt } of alerts) {
      if (!lost.has(id) || acknowledgedBy === undefined || acknowledgedAt === undefined) continue;
      settle(id, words.lostRace(nameOf(acknowledgedBy, locale), formatTime(acknowledgedAt)));
      return undefined;
    }
    const timer = setTimeout(() => {
      for (const id of lost) settle(id, words.lostRaceUnknown);
    }, winnerKnownWithinMs);
    return () => clearTimeout(timer);
  }, [lost, alerts, toast, words, locale]);

  return {
    mayAcknowledge: useCallback(
      (alert) =>
        can(actor, 'alert:acknowledge') && refuseAcknowledge(actor, alert, alert.version) === undefined,
      [actor],
    ),
    isSending: (alert) => sending.has(attemptOf(alert)),
    acknowledge,
  };
}

/** A redirected alert has a new version and may be tried anew. */
function attemptOf({ id, version }: AlertView): string {
  return `${id}:${version}`;
}
