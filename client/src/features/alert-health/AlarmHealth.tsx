import { readAlertHealth } from '@t1/shared/alert-health';
import { Button } from '@mantine/core';
import { useState } from 'react';
import { useReading } from '../../api/queries.ts';
import { formatDate, formatTime } from '../../i18n/format.ts';
import { useLocale, useTexts } from '../../i18n/t.tsx';
import { useServerClock } from '../../live/selectors.tsx';
import { Code } from '../../ui/Code.tsx';
import { Empty, Failed, Loading } from '../../ui/states.tsx';
import { DirectorateTable } from './DirectorateTable.tsx';
import { Figures } from './Figures.tsx';
import css from './health.module.css';
import type { AskedPeriod, Period } from './period.ts';
import { periodUntil, periods } from './period.ts';
import { PriorityBars } from './PriorityBars.tsx';
import { RateChart } from './RateChart.tsx';
import { ChatteringTable, LoadTable } from './SourcesAndLoad.tsx';
import { StepTable } from './StepTable.tsx';

/** The figures of a period that the person chooses; they are those of the moment of the press, not live. */
export function AlarmHealth() {
  const { health: words } = useTexts();
  const serverNow = useServerClock();
  const [period, setPeriod] = useState<Period>('day');
  const [asked, setAsked] = useState<AskedPeriod>({});
  const reading = useReading(readAlertHealth, asked, { keepPrevious: true });
  const choose = (chosen: Period) => {
    if (chosen === 'day' && period === 'day') void reading.refetch();
    setPeriod(chosen);
    setAsked(periodUntil(serverNow(), chosen));
  };
  const health = reading.data;
  return (
    <article className={css.page} aria-busy={reading.isFetching}>
      <header className={css.head}>
        <div>
          <h1>{words.title}</h1>
          <p className={css.hint}>{words.subtitle}</p>
        </div>
        <div className={css.choices}>
          <div className={css.periods} role="group" aria-label={words.periodLabel}>
            {periods.map((one) => (
              <button key={one} type="button" aria-pressed={one === period} onClick={() => choose(one)}>
                {words.periods[one]}
              </button>
            ))}
          </div>
          <Button variant="default" size="xs" loading={reading.isFetching} onClick={() => choose(period)}>
            {words.refresh}
          </Button>
          <Button variant="default" size="xs" disabled={health === undefined} onClick={() => window.print()}>
            {words.print}
          </Button>
        </div>
      </header>
      {health !== undefined && <Span from={health.from} to={health.to} />}
      {reading.isError && (
        <Failed title={words.failed} text={messageOf(reading.error)} onRetry={() => void reading.refetch()} />
      )}
      {reading.isPending && <Loading />}
      {!reading.isError && health !== undefined && (
        <>
          <Figures health={health} />
          {health.raised === 0 ? (
            <Empty title={words.emptyTitle} text={words.emptyText} />
          ) : (
            <div className={css.sections}>
              <RateChart health={health} />
              <PriorityBars health={health} />
              <StepTable health={health} />
              <DirectorateTable health={health} />
              <ChatteringTable health={health} />
              <LoadTable health={health} />
            </div>
          )}
        </>
      )}
    </article>
  );
}

/** Which time the figures are of; it stands on the printed page as well, so both ends carry their day. */
function Span({ from, to }: { readonly from: string; readonly to: string }) {
  const { health: words } = useTexts();
  return (
    <p className={css.span}>
      {words.from} <DayAndTime at={from} /> {words.to} <DayAndTime at={to} />
    </p>
  );
}

function DayAndTime({ at }: { readonly at: string }) {
  const { locale } = useLocale();
  return (
    <time dateTime={at}>
      <bdi>{formatDate(at, locale)}</bdi> <Code>{formatTime(at).slice(0, 5)}</Code>
    </time>
  );
}

function messageOf({ problem }: { readonly problem: object }): string | undefined {
  return 'message' in problem && typeof problem.message === 'string' ? problem.message : undefined;
}
