import type { AlertHealth } from '@t1/shared/alert-health';
import { floodAbove, slotMs } from '@t1/shared/alert-health';
import { formatTime } from '../../i18n/format.ts';
import { formatNumber } from '../../i18n/plural.ts';
import { useTexts } from '../../i18n/t.tsx';
import { useMoment } from './figure-text.ts';
import css from './health.module.css';
import { barsOf, topOf } from './rate-bars.ts';

/** So many times are written under the bars. */
const marks = 6;

/** Alerts in each ten minutes with the line above which they are a flood; time runs from left to right. */
export function RateChart({ health }: { readonly health: AlertHealth }) {
  const { rate: words } = useTexts().health;
  const moment = useMoment(health.to);
  const { bars, slotsPerBar } = barsOf(health.from, health.slots);
  const top = topOf(bars);
  const times = Array.from({ length: Math.min(marks, bars.length) }, (_, n) => {
    const bar = Math.floor((n * bars.length) / Math.min(marks, bars.length));
    return { bar, at: new Date(bars[bar]?.at ?? 0).toISOString() };
  });
  const span = words.spans[slotsPerBar === 6 ? 'hour' : 'sixHours'];
  return (
    <section className={css.wide} aria-labelledby="health-rate">
      <h2 id="health-rate">{words.title}</h2>
      <p className={css.hint}>{slotsPerBar === 1 ? words.eachSlot : words.eachBucket(span)}</p>
      <div className={css.chart} dir="ltr">
        <ol className={css.scale} aria-hidden="true">
          {[top, top / 2, 0].map((alerts) => (
            <li key={alerts}>{alerts}</li>
          ))}
        </ol>
        <div className={css.plot}>
          <svg
            viewBox={`0 0 ${bars.length} ${top}`}
            preserveAspectRatio="none"
            role="img"
            aria-label={words.said(formatNumber(health.raised), formatNumber(health.peak.alerts))}
            data-testid="rate"
          >
            {bars.map(({ at, peak }, n) => (
              <rect
                key={at}
                className={css.bar}
                data-flood={peak > floodAbove}
                x={n + 0.12}
                width={0.76}
                y={top - peak}
                height={peak}
              >
                <title>
                  {`${moment(new Date(at).toISOString())} – ${moment(new Date(at + slotsPerBar * slotMs).toISOString())}: ${peak}`}
                </title>
              </rect>
            ))}
          </svg>
          <div className={css.floodLine} style={{ insetBlockEnd: `${(floodAbove / top) * 100}%` }}>
            <span>
              <bdi>{words.floodLine}</bdi>
            </span>
          </div>
        </div>
        <ol className={css.times}>
          {times.map(({ bar, at }) => (
            <li key={at} style={{ insetInlineStart: `${(bar / bars.length) * 100}%` }}>
              <bdi dir="auto">{slotsPerBar === 1 ? formatTime(at).slice(0, 5) : moment(at)}</bdi>
            </li>
          ))}
        </ol>
      </div>
    </section>
  );
}
