import { Button } from '@mantine/core';
import type { AlertView } from '@t1/shared/alerts';
import { can } from '@t1/shared/roles';
import type { SessionView } from '@t1/shared/sessions';
import { useCallback, useMemo, useState } from 'react';
import { useMatch, useNavigate } from 'react-router';
import { useAlertMoves } from '../features/alerts/alert-moves.ts';
import { AlertBand } from '../features/alerts/AlertBand.tsx';
import { AlertRail } from '../features/alerts/AlertRail.tsx';
import { useRail } from '../features/alerts/rail.ts';
import { isWaiting, keyedAlert } from '../features/alerts/rail-order.ts';
import { ShelveDialog } from '../features/alerts/ShelveDialog.tsx';
import { wholeBoard } from '../features/incidents/board-filter.ts';
import { DirectorateTally } from '../features/incidents/DirectorateTally.tsx';
import { IncidentBoard } from '../features/incidents/IncidentBoard.tsx';
import { RecentLog } from '../features/log/RecentLog.tsx';
import { useReportDraft } from '../features/reporting/draft.ts';
import { ReportIncidentForm } from '../features/reporting/ReportIncidentForm.tsx';
import { actorOf } from '../features/session/actor.ts';
import { useIncidentDetail } from '../features/workspace/incident-detail.ts';
import { IncidentPanel } from '../features/workspace/IncidentPanel.tsx';
import { useTexts } from '../i18n/t.tsx';
import { useAlerts } from '../live/selectors.tsx';
import { useKeys } from '../ui/keys.ts';
import { AreaTabs, type Area } from './area-tabs.tsx';
import { OperationsMap } from './operations-map.tsx';
import css from './operations.module.css';

/** The console: alerts, incidents and map side by side; on a phone one after the other. */
export function OperationsPage({ session }: { readonly session: SessionView }) {
  const { report: words, alerts: alertWords, log } = useTexts();
  const navigate = useNavigate();
  const actor = useMemo(() => actorOf(session), [session]);
  const openedId = useMatch('/incidents/:id')?.params.id;
  const formOpen = useMatch('/report') !== null;
  const [filter, setFilter] = useState(wholeBoard);
  const [picking, setPicking] = useState(false);
  const [focusTurn, setFocusTurn] = useState(0);
  // A reporter's first task is to report: the form is always there, in the place of the alerts.
  const isReporter = session.role === 'reporter';
  const [startShows, setStartShows] = useState<'form' | 'alerts'>(isReporter ? 'form' : 'alerts');
  const [area, setArea] = useState<Area>(isReporter ? 'report' : 'alerts');

  const control = useReportDraft(session.user.id);
  const detail = useIncidentDetail(openedId);
  const [shelving, setShelving] = useState<AlertView>();
  const moves = useAlertMoves(actor, setShelving);
  const alerts = useAlerts();
  const openedAlert = alerts.find(({ incidentId }) => incidentId !== undefined && incidentId === openedId);
  const railShown = useRail();
  // With an incident open, the keys act on its alert in whatever state; otherwise on the topmost in sight that waits.
  const keyed = keyedAlert(
    openedId === undefined ? railShown.inSight : alerts,
    openedId,
    (alert) => openedId !== undefined || moves.may('acknowledge', alert),
  );
  const keyFor = (move: 'acknowledge' | 'escalate' | 'shelve', run: (alert: AlertView) => void) =>
    keyed !== undefined && moves.may(move, keyed) ? () => run(keyed) : undefined;
  const undoLast = () => {
    const own = keyedAlert(alerts, undefined, (alert) => moves.may('undo', alert));
    if (own !== undefined) moves.undo(own);
  };

  const openIncident = useCallback(
    (id: string) => {
      setArea('board');
      void navigate(`/incidents/${id}`);
    },
    [navigate],
  );
  const toBoard = useCallback(() => {
    setArea((shown) => (shown === 'report' || shown === 'map' ? 'board' : shown));
    void navigate('/');
  }, [navigate]);
  const startReport = () => {
    setArea('report');
    setFocusTurn((turn) => turn + 1);
    if (isReporter) setStartShows('form');
    else void navigate('/report');
  };
  const pick = useCallback((on: boolean) => {
    setPicking(on);
    setArea((shown) => (on ? 'map' : shown === 'map' ? 'report' : shown));
  }, []);
  const showArea = (next: Area) => {
    setArea(next);
    if (isReporter && (next === 'report' || next === 'alerts'))
      setStartShows(next === 'report' ? 'form' : 'alerts');
    if (!isReporter && next === 'report') void navigate('/report');
    if (next === 'board' && area === 'board') void navigate('/');
    if (next === 'board' && formOpen) void navigate('/');
  };

  useKeys({
    KeyN: can(actor, 'incident:report') ? startReport : undefined,
    KeyA: keyFor('acknowledge', moves.acknowledge),
    KeyE: keyFor('escalate', moves.escalate),
    KeyH: keyFor('shelve', setShelving),
    KeyU: undoLast,
    Escape: picking ? () => pick(false) : openedId !== undefined || formOpen ? toBoard : undefined,
  });

  const form = (
    <ReportIncidentForm
      control={control}
      picking={picking}
      onPicking={pick}
      focusTurn={focusTurn}
      onSent={isReporter ? () => setFocusTurn((turn) => turn + 1) : toBoard}
      onClose={isReporter ? undefined : toBoard}
    />
  );
  const rail = (
    <AlertRail
      rail={railShown}
      moves={moves}
      keyedId={keyed?.id}
      openedIncidentId={openedId}
      onOpenIncident={openIncident}
    />
  );
  const isNational = session.directorate === undefined;

  return (
    <div className={css.page} data-area={area} data-reporter={isReporter}>
      <div className={css.start}>
        {isReporter && (
          <div className={css.switch} role="tablist">
            <StartTab name={words.title} chosen={startShows === 'form'} onChoose={() => showArea('report')} />
            <StartTab
              name={alertWords.title}
              chosen={startShows === 'alerts'}
              onChoose={() => showArea('alerts')}
            />
          </div>
        )}
        <div className={css.fill}>{startShows === 'form' ? form : rail}</div>
      </div>
      <div className={css.middle} data-split={openedId !== undefined || formOpen}>
        <div className={css.board}>
          <IncidentBoard
            filter={filter}
            onFilter={setFilter}
            openedId={openedId}
            onOpen={openIncident}
            firstAction={
              !isReporter &&
              can(actor, 'incident:report') && (
                <Button className={css.newIncident} onClick={startReport} aria-keyshortcuts="N">
                  {words.title}
                  <kbd aria-hidden="true">{'N'}</kbd>
                </Button>
              )
            }
          />
        </div>
        {openedId !== undefined && (
          <div className={css.work}>
            <IncidentPanel
              key={openedId}
              detail={detail}
              actor={actor}
              onClose={toBoard}
              waiting={openedAlert !== undefined && isWaiting(openedAlert)}
              alert={
                openedAlert !== undefined && (
                  <AlertBand alert={openedAlert} moves={moves} hasKeys={openedAlert.id === keyed?.id} />
                )
              }
            />
          </div>
        )}
        {formOpen && !isReporter && <div className={css.work}>{form}</div>}
      </div>
      <div className={css.map}>
        <OperationsMap
          selected={detail.incident}
          severity={filter.severity}
          onSelect={openIncident}
          picking={picking}
          onStopPicking={() => pick(false)}
          picked={formOpen || isReporter ? control.draft.place : undefined}
          onPick={(lat, lon) => {
            control.change({ place: { lat, lon }, locationText: '', directorateId: undefined });
            pick(false);
          }}
        />
      </div>
      {isNational && (
        <div className={css.tally}>
          <DirectorateTally
            chosenId={filter.directorateId}
            onChoose={(directorateId) => setFilter((before) => ({ ...before, directorateId }))}
          />
        </div>
      )}
      <div className={css.log} data-wide={!isNational} aria-label={log.title}>
        <RecentLog onOpenIncident={openIncident} />
      </div>
      <AreaTabs area={area} onShow={showArea} mayReport={can(actor, 'incident:report')} />
      {shelving !== undefined && (
        <ShelveDialog
          alert={shelving}
          onShelve={(minutes, reason) => {
            moves.shelve(shelving, minutes, reason);
            setShelving(undefined);
          }}
          onClose={() => setShelving(undefined)}
        />
      )}
    </div>
  );
}

interface StartTabProps {
  readonly name: string;
  readonly chosen: boolean;
  readonly onChoose: () => void;
}

function StartTab({ name, chosen, onChoose }: StartTabProps) {
  return (
    <button type="button" role="tab" aria-selected={chosen} onClick={onChoose}>
      {name}
    </button>
  );
}
