import type { AlertHealth } from '@t1/shared/alert-health';
import { formatNumber } from '../../i18n/plural.ts';
import { useTexts } from '../../i18n/t.tsx';
import { Code } from '../../ui/Code.tsx';
import { percent, seconds } from './figure-text.ts';
import css from './health.module.css';

/** How far alerts had climbed when somebody took them, and how many nobody took. */
export function StepTable({ health }: { readonly health: AlertHealth }) {
  const { health: words } = useTexts();
  const { columns, steps } = words;
  const { bySteps, never } = health.acknowledgement;
  const shareOf = (alerts: number) => percent(alerts / Math.max(1, health.raised));
  return (
    <section aria-labelledby="health-steps">
      <h2 id="health-steps">{steps.title}</h2>
      <div className={css.scroll}>
        <table className={css.table}>
          <thead>
            <tr>
              {[steps.step, columns.alerts, columns.share, columns.mean, columns.median, columns.p90].map(
                (name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {bySteps.map((row) => (
              <tr key={row.step}>
                <th scope="row">{row.step === 0 ? steps.zero : row.step}</th>
                <td>{formatNumber(row.acknowledged)}</td>
                <td>
                  <Code>{shareOf(row.acknowledged)}</Code>
                </td>
                <td>
                  <Code>{seconds(row.meanSeconds)}</Code>
                </td>
                <td>
                  <Code>{seconds(row.medianSeconds)}</Code>
                </td>
                <td>
                  <Code>{seconds(row.p90Seconds)}</Code>
                </td>
              </tr>
            ))}
            <tr>
              <th scope="row">{steps.never}</th>
              <td>{formatNumber(never)}</td>
              <td>
                <Code>{shareOf(never)}</Code>
              </td>
              <td colSpan={3} />
            </tr>
          </tbody>
        </table>
      </div>
    </section>
  );
}
