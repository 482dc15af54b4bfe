import { isOpenLoop } from '@t1/shared/incidents';
import { useMemo } from 'react';
import { formatElapsed } from '../i18n/format.ts';
import { formatNumber } from '../i18n/plural.ts';
import { useTexts } from '../i18n/t.tsx';
import { useOpenIncidents, useServerNow } from '../live/selectors.tsx';
import { Code } from '../ui/Code.tsx';
import css from './shell.module.css';

/** How many incidents have no recorded action yet, and how long the oldest of them has waited. */
export function OpenLoops({ known }: { readonly known: boolean }) {
  const { loops: words, severity } = useTexts();
  const now = useServerNow(1000);
  const incidents = useOpenIncidents();
  const { count, oldest } = useMemo(() => {
    const loops = incidents.filter(isOpenLoop);
    return {
      count: loops.length,
      oldest: Math.min(...loops.map(({ reportedAt }) => Date.parse(reportedAt))),
    };
  }, [incidents]);

  return (
    <p
      className={css.loops}
      title={words.hint}
      data-known={known}
      data-none={count === 0}
      data-testid="open-loops"
    >
      <strong>{words.open(known ? formatNumber(count) : severity.unknown)}</strong>
      {known && count > 0 && (
        <span>
          {words.oldest} <Code>{formatElapsed(now - oldest)}</Code>
        </span>
      )}
    </p>
  );
}
