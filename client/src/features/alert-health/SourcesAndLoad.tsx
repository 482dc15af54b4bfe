import type { AlertHealth } from '@t1/shared/alert-health';
import { judgePeak } from '@t1/shared/alert-health';
import { useReference } from '../../api/queries.ts';
import { formatNumber } from '../../i18n/plural.ts';
import { nameOf, useLocale, useTexts } from '../../i18n/t.tsx';
import { Code } from '../../ui/Code.tsx';
import css from './health.module.css';
import { VerdictMark } from './Verdict.tsx';

/** The sources that raise the same again and again, the worst first. */
export function ChatteringTable({ health }: { readonly health: AlertHealth }) {
  const { chattering: words, columns } = useTexts().health;
  const { directorateShort, typeName } = useReference();
  const { worst } = health.chattering;
  return (
    <section aria-labelledby="health-chattering">
      <h2 id="health-chattering">{words.title}</h2>
      <p className={css.hint}>{worst.length === 0 ? words.none : words.hint}</p>
      {worst.length > 0 && (
        <div className={css.scroll}>
          <table className={css.table}>
            <thead>
              <tr>
                <th scope="col">{columns.directorate}</th>
                <th scope="col">{columns.type}</th>
                <th scope="col">{columns.alerts}</th>
              </tr>
            </thead>
            <tbody>
              {worst.map(({ directorateId, typeId, alerts }) => (
                <tr key={`${directorateId} ${typeId}`}>
                  <th scope="row">{directorateShort(directorateId)}</th>
                  <td>{typeId === undefined ? words.unknownType : typeName(typeId)}</td>
                  <td>{formatNumber(alerts)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

/** What each account bore, by name: nobody is ranked. */
export function LoadTable({ health }: { readonly health: AlertHealth }) {
  const { health: words, roles } = useTexts();
  const { columns, operators } = words;
  const { locale } = useLocale();
  const { directorateShort } = useReference();
  const byName = health.operators.toSorted((a, b) =>
    nameOf(a, locale).localeCompare(nameOf(b, locale), locale, { numeric: true }),
  );
  return (
    <section aria-labelledby="health-load">
      <h2 id="health-load">{operators.title}</h2>
      <p className={css.hint}>{byName.length === 0 ? operators.none : operators.hint}</p>
      {byName.length > 0 && (
        <div className={css.scroll}>
          <table className={css.table}>
            <thead>
              <tr>
                {[
                  columns.account,
                  columns.role,
                  columns.directorate,
                  columns.acknowledged,
                  columns.perTen,
                  columns.peak,
                  columns.load,
                ].map((name) => (
                  <th key={name} scope="col">
                    {name}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {byName.map((account) => (
                <tr key={account.id}>
                  <th scope="row">{nameOf(account, locale)}</th>
                  <td>{roles[account.role]}</td>
                  <td>
                    {account.directorateId === undefined
                      ? operators.room
                      : directorateShort(account.directorateId)}
                  </td>
                  <td>{formatNumber(account.acknowledged)}</td>
                  <td>
                    <Code>{account.perTenMinutes.toFixed(2)}</Code>
                  </td>
                  <td>{formatNumber(account.peak)}</td>
                  <td>
                    <VerdictMark verdict={judgePeak(account.peak)} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
