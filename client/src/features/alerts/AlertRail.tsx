import { useMediaQuery } from '@mantine/hooks';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useRef } from 'react';
import { formatNumber } from '../../i18n/plural.ts';
import { useTexts } from '../../i18n/t.tsx';
import { useAlerts, useConnection } from '../../live/selectors.tsx';
import { Empty, Loading } from '../../ui/states.tsx';
import { AlertGroup } from './AlertGroup.tsx';
import type { AlertMoves } from './alert-moves.ts';
import { AlertRow } from './AlertRow.tsx';
import css from './alerts.module.css';
import type { RailItem } from './flood.ts';
import type { Rail } from './rail.ts';
import { isSetAside, isWaiting } from './rail-order.ts';

interface AlertRailProps {
  readonly rail: Rail;
  readonly moves: AlertMoves;
  /** The alert the keys act on. */
  readonly keyedId?: string | undefined;
  readonly openedIncidentId?: string | undefined;
  readonly onOpenIncident: (incidentId: string) => void;
}

const usualHeight = 120;

/** The alerts of the person's scope: those nobody has taken on top, with the time they have been waiting. */
export function AlertRail(props: AlertRailProps) {
  const { rail, moves, keyedId, openedIncidentId, onOpenIncident } = props;
  const { alerts: words, flood: floodWords } = useTexts();
  const alerts = useAlerts();
  const { everLoaded } = useConnection();
  const byThumb = useMediaQuery('(max-width: 899px)') ?? false;
  const { items, flood, toggleGroup: toggle } = rail;
  const waiting = alerts.filter(({ state }) => state === 'unacknowledged').length;
  const scroller = useRef<HTMLDivElement>(null);
  // In a flood there are hundreds, each with a running timer: only those in sight are drawn.
  const virtual = useVirtualizer({
    count: items.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => usualHeight,
    getItemKey: (index) => items[index]?.key ?? index,
    overscan: 6,
  });
  const drawn = (item: RailItem) => {
    switch (item.kind) {
      case 'shelf':
        return <h3 className={css.shelfHead}>{words.shelf}</h3>;
      case 'group':
        return (
          <AlertGroup
            group={item.group}
            opened={item.opened}
            moves={moves}
            onToggle={() => toggle(item.group.key)}
          />
        );
      case 'alert':
        return (
          <AlertRow
            alert={item.alert}
            moves={moves}
            hasKeys={item.alert.id === keyedId}
            large={byThumb && item.alert.id === keyedId}
            onOpenIncident={onOpenIncident}
          />
        );
    }
  };
  const press = (item: RailItem) => {
    if (item.kind === 'group') toggle(item.group.key);
    if (item.kind === 'alert' && item.alert.incidentId !== undefined) onOpenIncident(item.alert.incidentId);
  };

  return (
    <section className={css.rail} aria-label={words.title}>
      <header className={css.railHead}>
        <h2>{words.title}</h2>
        <span data-waiting={waiting > 0}>{everLoaded && words.unacknowledged(waiting)}</span>
      </header>
      {flood !== undefined && (
        <div className={css.flood} role="status">
          <strong>{floodWords.banner(formatNumber(flood))}</strong>
          <span>{floodWords.hint}</span>
        </div>
      )}
      {!everLoaded && <Loading />}
      {everLoaded && items.length === 0 && <Empty title={words.emptyTitle} text={words.emptyText} />}
      <div className={css.scroller} ref={scroller}>
        <ol className={css.list} style={{ blockSize: virtual.getTotalSize() }}>
          {virtual.getVirtualItems().map(({ index, start, key }) => {
            const item = items[index];
            return (
              item !== undefined && (
                <li
                  key={key}
                  ref={virtual.measureElement}
                  className={css.item}
                  style={{ transform: `translateY(${start}px)` }}
                  data-index={index}
                  data-kind={item.kind}
                  {...looksOf(item, openedIncidentId)}
                  onClick={() => press(item)}
                >
                  {drawn(item)}
                </li>
              )
            );
          })}
        </ol>
      </div>
    </section>
  );
}

/** What the style sheet wants to know of a line. */
function looksOf(item: RailItem, openedIncidentId: string | undefined) {
  if (item.kind === 'shelf') return {};
  if (item.kind === 'group') return { 'data-waiting': true, 'data-severity': item.group.gravest };
  const { alert, inGroup } = item;
  return {
    'data-waiting': isWaiting(alert),
    'data-state': alert.state,
    'data-aside': isSetAside(alert),
    'data-severity': alert.severity,
    'data-opened': alert.incidentId !== undefined && alert.incidentId === openedIncidentId,
    'data-alert': alert.id,
    'data-in-group': inGroup,
  };
}
