import type { AlertHealth } from '@t1/shared/alert-health';
import { useState } from 'react';
import { useReference } from '../../api/queries.ts';
import { formatNumber } from '../../i18n/plural.ts';
import { useLocale, useTexts } from '../../i18n/t.tsx';
import { Code } from '../../ui/Code.tsx';
import type { OrderKey } from './directorate-order.ts';
import { orderKeys, orderedBy } from './directorate-order.ts';
import { seconds } from './figure-text.ts';
import css from './health.module.css';

/** How soon each directorate acknowledged; a press on a column's name orders by it. */
export function DirectorateTable({ health }: { readonly health: AlertHealth }) {
  const { health: words } = useTexts();
  const { columns } = words;
  const { locale } = useLocale();
  const { directorateShort } = useReference();
  const [key, setKey] = useState<OrderKey>('name');
  const [descending, setDescending] = useState(false);
  const names: Record<OrderKey, string> = {
    name: columns.directorate,
    raised: columns.raised,
    acknowledged: columns.acknowledged,
    never: columns.never,
    meanSeconds: columns.mean,
    medianSeconds: columns.median,
    p90Seconds: columns.p90,
  };
  const choose = (chosen: OrderKey) => {
    setDescending(chosen === key ? !descending : chosen !== 'name');
    setKey(chosen);
  };
  return (
    <section className={css.wide} aria-labelledby="health-directorates">
      <h2 id="health-directorates">{words.directorates}</h2>
      <div className={css.scroll}>
        <table className={css.table}>
          <thead>
            <tr>
              {orderKeys.map((column) => (
                <th
                  key={column}
                  scope="col"
                  aria-sort={column === key ? (descending ? 'descending' : 'ascending') : 'none'}
                >
                  <button type="button" title={words.sortBy(names[column])} onClick={() => choose(column)}>
                    {names[column]}
                    <span aria-hidden="true">{column === key ? (descending ? ' ▾' : ' ▴') : ''}</span>
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {orderedBy(health.directorates, key, descending, directorateShort, locale).map((row) => (
              <tr key={row.directorateId}>
                <th scope="row">{directorateShort(row.directorateId)}</th>
                <td>{formatNumber(row.raised)}</td>
                <td>{formatNumber(row.acknowledged)}</td>
                <td>{formatNumber(row.never)}</td>
                {[row.meanSeconds, row.medianSeconds, row.p90Seconds].map((time, n) => (
                  <td key={orderKeys[n + 4]}>
                    <Code>{seconds(time)}</Code>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
