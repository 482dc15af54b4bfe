import type { AlertHealth, Verdict } from '@t1/shared/alert-health';
import {
  judgeAverageRate,
  judgeChattering,
  judgeFloodShare,
  judgePeak,
  judgeStale,
} from '@t1/shared/alert-health';
import type { ReactNode } from 'react';
import { formatElapsed } from '../../i18n/format.ts';
import { formatNumber } from '../../i18n/plural.ts';
import { useTexts } from '../../i18n/t.tsx';
import { Code } from '../../ui/Code.tsx';
import { percent, seconds, useMoment } from './figure-text.ts';
import css from './health.module.css';
import { VerdictMark } from './Verdict.tsx';

const both = 'EEMUA 191 · ISA-18.2';
const isa = 'ISA-18.2';

interface FigureProps {
  readonly name: string;
  readonly value: string;
  readonly more?: ReactNode;
  /** The judgement with the number it stands against; a figure without a standard has none. */
  readonly against?: { readonly verdict: Verdict; readonly limit: string; readonly source: string };
}

function Figure({ name, value, more, against }: FigureProps) {
  const { health } = useTexts();
  return (
    <div className={css.figure} data-verdict={against?.verdict}>
      <dt>{name}</dt>
      <dd className={css.value}>
        <Code>{value}</Code>
        {against !== undefined && <VerdictMark verdict={against.verdict} />}
      </dd>
      <dd className={css.more}>{more}</dd>
      <dd className={css.against}>
        {against === undefined ? health.noYardstick : `${health.yardstick} ${against.limit}`}
        {against !== undefined && <bdi dir="ltr">{against.source}</bdi>}
      </dd>
    </div>
  );
}

/** The figures of the standards with their verdicts, and beside them those that no standard judges. */
export function Figures({ health }: { readonly health: AlertHealth }) {
  const { health: words } = useTexts();
  const { figures, limits } = words;
  const moment = useMoment(health.to);
  const { acknowledgement, chattering, flood, peak, perTenMinutes, shelved } = health;
  return (
    <dl className={css.figures}>
      <Figure
        name={figures.average}
        value={perTenMinutes.toFixed(1)}
        more={`${figures.raised}: ${formatNumber(health.raised)}`}
        against={{ verdict: judgeAverageRate(perTenMinutes), limit: limits.average, source: both }}
      />
      <Figure
        name={figures.peak}
        value={formatNumber(peak.alerts)}
        more={peak.at === undefined ? undefined : figures.peakAt(moment(peak.at))}
        against={{ verdict: judgePeak(peak.alerts), limit: limits.peak, source: both }}
      />
      <Figure
        name={figures.flood}
        value={percent(flood.share)}
        more={figures.floodSlots(flood.slots)}
        against={{ verdict: judgeFloodShare(flood.share), limit: limits.flood, source: isa }}
      />
      <Figure
        name={figures.stale}
        value={formatNumber(health.stale)}
        more={figures.staleNow}
        against={{ verdict: judgeStale(health.stale), limit: limits.stale, source: isa }}
      />
      <Figure
        name={figures.chattering}
        value={formatNumber(chattering.sources)}
        more={figures.chatteringAlerts(chattering.alerts)}
        against={{ verdict: judgeChattering(chattering.sources), limit: limits.chattering, source: isa }}
      />
      <Figure
        name={figures.median}
        value={seconds(acknowledgement.medianSeconds)}
        more={
          acknowledgement.p90Seconds === undefined
            ? undefined
            : figures.p90(formatElapsed(acknowledgement.p90Seconds * 1000))
        }
      />
      <Figure
        name={figures.lapsed}
        value={formatNumber(health.lapsed)}
        more={health.lapsed > 0 ? figures.lapsedHint : figures.undone(health.undone)}
      />
      <Figure
        name={figures.shelved}
        value={formatNumber(shelved.alerts)}
        more={shelved.alerts === 0 ? undefined : figures.shelvedMinutes(Math.round(shelved.minutes))}
      />
    </dl>
  );
}
