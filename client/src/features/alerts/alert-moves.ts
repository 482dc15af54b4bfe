import {
  acknowledgeAlert,
  escalateAlert,
  shelveAlert,
  undoAcknowledgement,
  unshelveAlert,
} from '@t1/shared/alert-doors';
import {
  refuseAcknowledge,
  refuseEscalate,
  refuseShelve,
  refuseUndo,
  refuseUnshelve,
} from '@t1/shared/alert-rules';
import type { AlertView, Intent } from '@t1/shared/alerts';
import type { CallOf, Door } from '@t1/shared/endpoint';
import type { Actor } from '@t1/shared/roles';
import { can } from '@t1/shared/roles';
import { useCallback, useEffect, useRef, useState } from 'react';
import { call } from '../../api/call.ts';
import { formatTime } from '../../i18n/format.ts';
import { nameOf, useLocale, useTexts } from '../../i18n/t.tsx';
import { useAlerts, useServerClock } from '../../live/selectors.tsx';
import { useToast } from '../../ui/Toasts.tsx';

/** How long the name of the winner may take to arrive after the race was lost. */
const winnerKnownWithinMs = 3000;

/** After an acknowledgement the next alert moves under the finger: a second tap of the same hand must not take it. */
const sameTapMs = 400;

type Move = 'acknowledge' | 'undo' | 'escalate' | 'shelve' | 'unshelve';

/** What the signed-in person can do with alerts; each command is sent once however often it is pressed. */
export interface AlertMoves {
  /** Whether this person may do it at this moment: the same rules that the server asks. */
  readonly may: (move: Move, alert: AlertView) => boolean;
  readonly isSending: (alert: AlertView) => boolean;
  readonly acknowledge: (alert: AlertView, intent?: Intent) => void;
  /** Takes all of a group; the caller has asked once. */
  readonly acknowledgeAll: (alerts: readonly AlertView[]) => void;
  readonly undo: (alert: AlertView) => void;
  readonly escalate: (alert: AlertView) => void;
  readonly shelve: (alert: AlertView, minutes: number, reason: string) => void;
  readonly unshelve: (alert: AlertView) => void;
  /** Asks for the reason and the time first. */
  readonly askShelf: (alert: AlertView) => void;
}

/** Whether the rules let the actor do it at that time in milliseconds; the shortest time on the shelf stands for all of them. */
function mayMove(actor: Actor, move: Move, alert: AlertView, now: number): boolean {
  if (!can(actor, 'alert:acknowledge')) return false;
  const { version } = alert;
  switch (move) {
    case 'acknowledge':
      return refuseAcknowledge(actor, alert, version) === undefined;
    case 'undo':
      return refuseUndo(actor, alert, version, new Date(now)) === undefined;
    case 'escalate':
      return refuseEscalate(actor, alert, version) === undefined;
    case 'shelve':
      return refuseShelve(actor, alert, version, 1) === undefined;
    case 'unshelve':
      return refuseUnshelve(actor, alert, version) === undefined;
  }
}

/** Sends what the person does with alerts, and says who was first when another was. */
export function useAlertMoves(actor: Actor, askShelf: (alert: AlertView) => void): AlertMoves {
  const { actions } = useTexts();
  const toast = useToast();
  const sayLost = useLostRaces();
  const serverNow = useServerClock();
  const [sending, setSending] = useState<ReadonlySet<string>>(new Set());
  // The set that decides is this one: two presses can come before React has drawn the first.
  const inFlight = useRef(new Set<string>());
  const lastTakenAt = useRef(0);

  const send = useCallback(
    <D extends Door>(door: D, alert: AlertView, input: CallOf<D>) => {
      const attempt = attemptOf(alert);
      if (inFlight.current.has(attempt)) return;
      inFlight.current.add(attempt);
      setSending(new Set(inFlight.current));
      void call(door, input).then((result) => {
        // After a success the buttons stay as they are until the event has changed the alert itself.
        if (result.ok) return;
        inFlight.current.delete(attempt);
        setSending(new Set(inFlight.current));
        const { problem } = result;
        if (problem.code === 'unreachable') toast('refused', actions.unreachable);
        else if (problem.code === 'alert-already-handled') sayLost(alert.id);
        else toast('refused', problem.message);
      });
    },
    [toast, actions, sayLost],
  );
  const read = ({ id, version }: AlertView) => ({ id, expectedVersion: version });

  return {
    may: useCallback((move, alert) => mayMove(actor, move, alert, serverNow()), [actor, serverNow]),
    isSending: (alert) => sending.has(attemptOf(alert)),
    acknowledge: (alert, intent = 'received') => {
      const now = serverNow();
      if (now - lastTakenAt.current < sameTapMs) return;
      lastTakenAt.current = now;
      send(acknowledgeAlert, alert, { ...read(alert), intent });
    },
    acknowledgeAll: (alerts) => {
      for (const alert of alerts) send(acknowledgeAlert, alert, read(alert));
    },
    undo: (alert) => send(undoAcknowledgement, alert, read(alert)),
    escalate: (alert) => send(escalateAlert, alert, read(alert)),
    shelve: (alert, minutes, reason) => send(shelveAlert, alert, { ...read(alert), minutes, reason }),
    unshelve: (alert) => send(unshelveAlert, alert, read(alert)),
    askShelf,
  };
}

/** Tells who was first as soon as the live line has brought the name, or that it was somebody after a while. */
function useLostRaces(): (alertId: string) => void {
  const { alerts: words } = useTexts();
  const { locale } = useLocale();
  const toast = useToast();
  const alerts = useAlerts();
  const [lost, setLost] = useState<ReadonlySet<string>>(new Set());

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

  return useCallback((id) => setLost((ids) => new Set(ids).add(id)), []);
}

/** Every change gives an alert a new version, on which the same may be tried anew. */
function attemptOf({ id, version }: AlertView): string {
  return `${id}:${version}`;
}
