import type { AlertHealth } from '@t1/shared/alert-health';
import { judgeShare, priorities, priorityShares, priorityYardstick } from '@t1/shared/alert-health';
import { useTexts } from '../../i18n/t.tsx';
import { Code } from '../../ui/Code.tsx';
import { percent } from './figure-text.ts';
import css from './health.module.css';
import { VerdictMark } from './Verdict.tsx';

/** How grave the alerts were, each priority against its share in the standards. */
export function PriorityBars({ health }: { readonly health: AlertHealth }) {
  const { priorities: words } = useTexts().health;
  const shares = priorityShares(health.bySeverity);
  if (shares === undefined) return null;
  return (
    <section aria-labelledby="health-priorities">
      <h2 id="health-priorities">{words.title}</h2>
      <ul className={css.priorities}>
        {priorities.map((priority) => (
          <li key={priority}>
            <span className={css.priorityName}>{words[priority]}</span>
            <VerdictMark verdict={judgeShare(priority, shares[priority])} />
            <span className={css.track} aria-hidden="true">
              <span className={css.share} style={{ inlineSize: `${shares[priority] * 100}%` }} />
              <span
                className={css.mark}
                style={{ insetInlineStart: `${priorityYardstick[priority] * 100}%` }}
              />
            </span>
            <span className={css.shareText}>
              <Code>{percent(shares[priority])}</Code>
            </span>
            <span className={css.wanted}>{words.wanted(`${priorityYardstick[priority] * 100}%`)}</span>
          </li>
        ))}
      </ul>
      <p className={css.hint}>{words.source}</p>
    </section>
  );
}
