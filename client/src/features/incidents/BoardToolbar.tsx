import { severities } from '@t1/shared/incidents';
import type { ReactNode, RefObject } from 'react';
import { useTexts } from '../../i18n/t.tsx';
import { SeverityMark } from '../../ui/Severity.tsx';
import css from './board.module.css';
import type { BoardFilter } from './board-filter.ts';

interface BoardToolbarProps {
  readonly filter: BoardFilter;
  readonly onFilter: (filter: BoardFilter) => void;
  readonly withClosed: boolean;
  readonly searchRef: RefObject<HTMLInputElement | null>;
  readonly directorateName: (id: string) => string;
  readonly firstAction: ReactNode;
  readonly children: ReactNode;
}

/** Search, severities and order of the board. */
export function BoardToolbar(props: BoardToolbarProps) {
  const { filter, onFilter, withClosed, searchRef, directorateName, firstAction, children } = props;
  const { board: words, severity: names } = useTexts();
  const { directorateId } = filter;
  return (
    <div className={css.toolbar} role="search">
      {firstAction}
      <div className={css.searchBox}>
        <input
          ref={searchRef}
          type="search"
          className={css.search}
          placeholder={words.search}
          aria-label={words.search}
          value={filter.text}
          maxLength={100}
          onChange={(event) => onFilter({ ...filter, text: event.currentTarget.value })}
          onKeyDown={(event) => {
            if (event.key !== 'Escape') return;
            onFilter({ ...filter, text: '' });
            event.currentTarget.blur();
          }}
        />
        <kbd className={css.kbd} aria-hidden="true">
          {'/'}
        </kbd>
      </div>
      <div className={css.severities} role="group" aria-label={words.filterSeverity}>
        {severities.map((severity) => (
          <button
            key={severity}
            type="button"
            className={css.filterButton}
            aria-pressed={filter.severity === severity}
            aria-label={names[`s${severity}`]}
            title={names[`s${severity}`]}
            onClick={() =>
              onFilter({ ...filter, severity: filter.severity === severity ? undefined : severity })
            }
          >
            <SeverityMark severity={severity} size={18} />
          </button>
        ))}
      </div>
      {directorateId !== undefined && (
        <button
          type="button"
          className={css.chip}
          onClick={() => onFilter({ ...filter, directorateId: undefined })}
          title={words.clearFilters}
        >
          {words.onlyDirectorate(directorateName(directorateId))} <span aria-hidden="true">{'×'}</span>
        </button>
      )}
      {!withClosed && (
        <select
          className={css.order}
          aria-label={words.sort}
          value={filter.order}
          onChange={(event) =>
            onFilter({ ...filter, order: event.currentTarget.value === 'newest' ? 'newest' : 'severity' })
          }
        >
          <option value="severity">{words.sortSeverity}</option>
          <option value="newest">{words.sortNewest}</option>
        </select>
      )}
      {children}
    </div>
  );
}
