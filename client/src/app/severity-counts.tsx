import { severities } from '@t1/shared/incidents';
import { useMemo } from 'react';
import { useTexts } from '../i18n/t.tsx';
import { formatNumber } from '../i18n/plural.ts';
import { useOpenIncidents } from '../live/selectors.tsx';
import { SeverityMark } from '../ui/Severity.tsx';
import css from './shell.module.css';

/** How many incidents of each severity are open; a question mark where the screen cannot know. */
export function SeverityCounts({ known }: { readonly known: boolean }) {
  const { severity: words } = useTexts();
  const incidents = useOpenIncidents();
  const counts = useMemo(() => {
    const found = { 1: 0, 2: 0, 3: 0, 4: 0 };
    for (const { severity } of incidents) found[severity] += 1;
    return found;
  }, [incidents]);

  return (
    <ul className={css.counts} aria-label={words.openCounts} data-known={known}>
      {severities.map((severity) => (
        // A calm country shows no severity colour: a count of nothing is grey.
        <li key={severity} data-none={!known || counts[severity] === 0} data-testid={`count-${severity}`}>
          <SeverityMark severity={severity} size={20} />
          <bdi>{known ? formatNumber(counts[severity]) : words.unknown}</bdi>
        </li>
      ))}
    </ul>
  );
}
