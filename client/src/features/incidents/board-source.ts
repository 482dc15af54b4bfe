import { useInfiniteQuery } from '@tanstack/react-query';
import { listIncidents } from '@t1/shared/incident-doors';
import type { IncidentView } from '@t1/shared/incidents';
import { useCallback, useDeferredValue, useMemo } from 'react';
import { ask, type Refused } from '../../api/queries.ts';
import { useOpenIncidents } from '../../live/selectors.tsx';
import type { BoardFilter, SearchWords } from './board-filter.ts';
import { filterBoard } from './board-filter.ts';

const pageSize = 100;
/** Closed incidents come by request, not over the live line; this is how old they may get on a board left open. */
const askAgainAfterMs = 15_000;

/** The rows of the board and where more of them come from. */
export interface BoardRows {
  readonly rows: readonly IncidentView[];
  readonly state: 'ready' | 'loading' | 'failed';
  /** There are more rows than those loaded. */
  readonly hasMore: boolean;
  readonly loadMore: () => void;
  readonly retry: () => void;
}

/** Open incidents from the live store; with closed ones, pages asked from the server, newest first. */
export function useBoardRows(filter: BoardFilter, withClosed: boolean, searchWords: SearchWords): BoardRows {
  const open = useOpenIncidents();
  const text = useDeferredValue(filter.text).trim().slice(0, 100);

  const { severity, directorateId, order } = filter;
  const openRows = useMemo(
    () => (withClosed ? [] : filterBoard(open, { text, severity, directorateId, order }, searchWords)),
    [open, text, severity, directorateId, order, withClosed, searchWords],
  );

  const query = {
    state: 'any' as const,
    limit: pageSize,
    ...(severity === undefined ? {} : { severity }),
    ...(directorateId === undefined ? {} : { directorate: directorateId }),
    ...(text === '' ? {} : { q: text }),
  };
  const pages = useInfiniteQuery<
    { items: IncidentView[]; next?: string | undefined },
    Refused,
    IncidentView[],
    readonly unknown[],
    string | undefined
  >({
    queryKey: [listIncidents.name, query],
    queryFn: ({ pageParam, signal }) =>
      ask(listIncidents, pageParam === undefined ? query : { ...query, cursor: pageParam }, signal),
    initialPageParam: undefined,
    getNextPageParam: (page) => page.next,
    select: ({ pages: loaded }) => loaded.flatMap((page) => page.items),
    enabled: withClosed,
    refetchInterval: askAgainAfterMs,
  });

  const allRows = useMemo(() => {
    const live = new Map(open.map((incident) => [incident.id, incident]));
    return (pages.data ?? []).map((incident) => {
      const now = live.get(incident.id);
      return now !== undefined && now.version > incident.version ? now : incident;
    });
  }, [pages.data, open]);

  const { refetch, fetchNextPage, hasNextPage, isFetchingNextPage } = pages;
  const retry = () => void refetch();
  const loadMore = useCallback(() => {
    if (hasNextPage && !isFetchingNextPage) void fetchNextPage();
  }, [hasNextPage, isFetchingNextPage, fetchNextPage]);
  if (!withClosed) return { rows: openRows, state: 'ready', hasMore: false, loadMore, retry };
  const failed = pages.isError && allRows.length === 0;
  return {
    rows: allRows,
    state: pages.isPending ? 'loading' : failed ? 'failed' : 'ready',
    hasMore: hasNextPage,
    loadMore,
    retry,
  };
}
