import { Switch } from '@mantine/core';
import { useElementSize } from '@mantine/hooks';
import type { IncidentView, Severity } from '@t1/shared/incidents';
import { useVirtualizer } from '@tanstack/react-virtual';
import type { ReactNode } from 'react';
import { useEffect, useRef, useState } from 'react';
import { useReference } from '../../api/queries.ts';
import { formatNumber } from '../../i18n/plural.ts';
import { useTexts } from '../../i18n/t.tsx';
import { useConnection, useFreshIds, useServerNow } from '../../live/selectors.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { useKeys } from '../../ui/keys.ts';
import css from './board.module.css';
import type { BoardFilter } from './board-filter.ts';
import { isFiltering, wholeBoard } from './board-filter.ts';
import { useBoardRows } from './board-source.ts';
import { BoardToolbar } from './BoardToolbar.tsx';
import { IncidentRow } from './IncidentRow.tsx';

interface IncidentBoardProps {
  readonly filter: BoardFilter;
  readonly onFilter: (filter: BoardFilter) => void;
  readonly openedId?: string | undefined;
  readonly onOpen: (id: string) => void;
  /** What stands first in the toolbar. */
  readonly firstAction?: ReactNode;
}

/** From this width on a row is one line; narrower boards put the lesser facts under the title. */
const wideFrom = 1040;
const wideRow = 36;
const narrowRow = 54;

/** All incidents the person may see, ten thousand of them if need be, gravest or newest first. */
export function IncidentBoard({ filter, onFilter, openedId, onOpen, firstAction }: IncidentBoardProps) {
  const { board: words } = useTexts();
  const reference = useReference();
  const connection = useConnection();
  const now = useServerNow(1000);
  const fresh = useFreshIds();
  const [withClosed, setWithClosed] = useState(false);
  const [activeId, setActiveId] = useState<string>();
  const { rows, state, hasMore, loadMore, retry } = useBoardRows(filter, withClosed, reference.searchWords);
  const search = useRef<HTMLInputElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const { ref: sizer, width } = useElementSize();
  const wide = width >= wideFrom;

  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => (wide ? wideRow : narrowRow),
    getItemKey: (index) => rows[index]?.id ?? index,
    overscan: 8,
  });
  useEffect(() => virtual.measure(), [wide, virtual]);

  const move = (step: number) => {
    if (rows.length === 0) return;
    const from = rows.findIndex((row) => row.id === (activeId ?? openedId));
    const to = Math.min(rows.length - 1, Math.max(0, from + step));
    setActiveId(rows[to]?.id);
    virtual.scrollToIndex(to);
  };
  const openActive = () => {
    if (activeId !== undefined) onOpen(activeId);
  };
  const only = (severity: Severity) => () =>
    onFilter({ ...filter, severity: filter.severity === severity ? undefined : severity });

  useKeys({
    Slash: () => search.current?.focus(),
    KeyJ: () => move(1),
    ArrowDown: () => move(1),
    KeyK: () => move(-1),
    ArrowUp: () => move(-1),
    Enter: openActive,
    Digit1: only(1),
    Digit2: only(2),
    Digit3: only(3),
    Digit4: only(4),
    Digit0: () => onFilter({ ...wholeBoard, order: filter.order }),
  });

  const clear = () => onFilter({ ...wholeBoard, order: filter.order });
  const loading = state === 'loading' || (!connection.everLoaded && !withClosed);
  const last = virtual.getVirtualItems().at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= rows.length - 10) loadMore();
  }, [last, rows.length, hasMore, loadMore]);

  return (
    <section className={css.board} aria-label={withClosed ? words.closedTitle : words.title} ref={sizer}>
      <BoardToolbar
        filter={filter}
        onFilter={onFilter}
        firstAction={firstAction}
        withClosed={withClosed}
        searchRef={search}
        directorateName={reference.directorateShort}
      >
        <Switch
          size="sm"
          color="var(--accent)"
          label={words.showClosed}
          checked={withClosed}
          onChange={(event) => setWithClosed(event.currentTarget.checked)}
        />
      </BoardToolbar>
      <BoardHead wide={wide} count={hasMore ? `${formatNumber(rows.length)}+` : words.count(rows.length)} />
      <div className={css.scroller} ref={scroller} tabIndex={-1}>
        {loading && <Loading />}
        {state === 'failed' && <Failed title={words.failed} onRetry={retry} />}
        {!loading && state === 'ready' && rows.length === 0 && <NoRows filter={filter} onClear={clear} />}
        <div
          role="table"
          aria-rowcount={rows.length}
          aria-label={words.title}
          className={css.rows}
          style={{ blockSize: virtual.getTotalSize() }}
        >
          {virtual.getVirtualItems().map((item) => {
            const incident: IncidentView | undefined = rows[item.index];
            return (
              incident !== undefined && (
                <IncidentRow
                  key={incident.id}
                  incident={incident}
                  index={item.index}
                  start={item.start}
                  wide={wide}
                  now={now}
                  reference={reference}
                  opened={incident.id === openedId}
                  active={incident.id === activeId}
                  fresh={fresh.has(incident.id)}
                  onOpen={onOpen}
                />
              )
            );
          })}
        </div>
      </div>
    </section>
  );
}

function BoardHead({ wide, count }: { readonly wide: boolean; readonly count: string }) {
  const { columns } = useTexts().board;
  return (
    <div className={css.head} data-wide={wide}>
      <span />
      <span>{columns.ref}</span>
      {wide && <span>{columns.type}</span>}
      <span>
        {columns.title}
        <output className={css.count}>{count}</output>
      </span>
      {wide && <span>{columns.place}</span>}
      <span className={css.directorate}>{columns.directorate}</span>
      <span>{columns.state}</span>
      {wide && <span>{columns.reported}</span>}
      <span>{columns.elapsed}</span>
    </div>
  );
}

function NoRows({ filter, onClear }: { readonly filter: BoardFilter; readonly onClear: () => void }) {
  const { board: words } = useTexts();
  if (!isFiltering(filter)) return <Empty title={words.emptyTitle} text={words.emptyText} />;
  return (
    <Empty title={words.noMatchTitle} text={words.noMatchText}>
      <button type="button" className={css.textButton} onClick={onClear}>
        {words.clearFilters}
      </button>
    </Empty>
  );
}
