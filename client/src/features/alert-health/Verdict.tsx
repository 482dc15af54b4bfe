import type { Verdict } from '@t1/shared/alert-health';
import { useTexts } from '../../i18n/t.tsx';
import css from './health.module.css';

const paths: Record<Verdict, string> = {
  good: 'm2.5 8.5 3.5 3.5 7.5-8',
  watch: 'M8 2v7.5M8 12.4v1.6',
  bad: 'm3 3 10 10M13 3 3 13',
};

/** What a figure is worth, by sign, word and shade: never in a colour of severity, which speaks of incidents. */
export function VerdictMark({ verdict }: { readonly verdict: Verdict }) {
  const { health } = useTexts();
  return (
    <span className={css.verdict} data-verdict={verdict}>
      <svg width="12" height="12" viewBox="0 0 16 16" fill="none" stroke="currentColor" aria-hidden="true">
        <path d={paths[verdict]} strokeWidth="2.4" strokeLinecap="round" strokeLinejoin="round" />
      </svg>
      {health.verdict[verdict]}
    </span>
  );
}
