import type { AcknowledgementTimes, AlertHealth } from '@t1/shared/alert-health';
import { slotMs } from '@t1/shared/alert-health';
import type { Asked } from './statement.ts';
import { statementFor } from './statement.ts';

/**
 * Acknowledgements of the period that were not taken back. Whoever acknowledges what is already over closes it
 * with that; a closing after an acknowledgement carries it as well and is told apart by what came before.
 */
const acknowledgements = `
  answer as (
    select e.seq, e.subject, e.type, e.at, e.actor, e.data,
      lead(e.type) over alert as next_type, lag(e.type) over alert as previous_type
    from event_log e
    where e.at >= $1 and e.at < $2 and (
      e.type in ('alert.acknowledged', 'alert.acknowledgement-undone', 'alert.acknowledgement-lapsed')
      or e.type = 'alert.closed' and e.actor ->> 'role' <> 'system' and e.data ->> 'acknowledgedAt' is not null)
    window alert as (partition by e.subject order by e.seq)),
  acknowledgement as (
    select seq, subject, at, actor, data from answer
    where type in ('alert.acknowledged', 'alert.closed')
      and not (type = 'alert.closed' and coalesce(previous_type, '') = 'alert.acknowledged')
      and coalesce(next_type, '') <> 'alert.acknowledgement-undone')`;

const times = `
  count(seconds)::int as acknowledged, avg(seconds)::float8 as mean_seconds,
  percentile_cont(0.5) within group (order by seconds)::float8 as median_seconds,
  percentile_cont(0.9) within group (order by seconds)::float8 as p90_seconds`;

interface TimesRow {
  acknowledged: number;
  mean_seconds: number | null;
  median_seconds: number | null;
  p90_seconds: number | null;
}

interface GroupRow extends TimesRow {
  /** 3 for all alerts, 1 for those of one directorate, 2 for those of one step. */
  grouping: number;
  directorate_id: string | null;
  step: number | null;
  raised: number;
}

/** How soon the alerts of the period were acknowledged: all, by directorate, and by the step they had reached. */
export async function readAcknowledgements(
  asked: Asked,
): Promise<Pick<AlertHealth, 'acknowledgement' | 'directorates'>> {
  const { text, parameters } = statementFor(
    asked,
    ({ raised }) =>
      `with ${acknowledgements},
       first as (
         select distinct on (subject) subject, at, (data ->> 'step')::int as step
         from acknowledgement order by subject, seq),
       waited as (
         select a.directorate_id, f.step, extract(epoch from f.at - a.raised_at) as seconds
         from alert a left join first f on f.subject = a.id where ${raised})
       select grouping(directorate_id, step)::int as grouping, directorate_id, step, count(*)::int as raised, ${times}
       from waited group by grouping sets ((), (directorate_id), (step)) order by directorate_id, step`,
  );
  const rows: GroupRow[] = await asked.tx.query(text, parameters);
  const all = rows.find(({ grouping }) => grouping === 3);
  return {
    acknowledgement: {
      ...timesOf(all),
      never: (all?.raised ?? 0) - (all?.acknowledged ?? 0),
      bySteps: rows.flatMap((row) =>
        row.grouping === 2 && row.step !== null ? [{ step: row.step, ...timesOf(row) }] : [],
      ),
    },
    directorates: rows.flatMap((row) =>
      row.grouping === 1 && row.directorate_id !== null
        ? [
            {
              directorateId: row.directorate_id,
              raised: row.raised,
              never: row.raised - row.acknowledged,
              ...timesOf(row),
            },
          ]
        : [],
    ),
  };
}

function timesOf(row: TimesRow | undefined): AcknowledgementTimes {
  if (row === undefined) return { acknowledged: 0 };
  const { acknowledged, mean_seconds: mean, median_seconds: median, p90_seconds: p90 } = row;
  return {
    acknowledged,
    ...(mean === null ? {} : { meanSeconds: mean }),
    ...(median === null ? {} : { medianSeconds: median }),
    ...(p90 === null ? {} : { p90Seconds: p90 }),
  };
}

/** The load of each account that acknowledged in the period, by name; nobody is ranked. */
export async function readOperators(asked: Asked): Promise<AlertHealth['operators']> {
  const { text, parameters } = statementFor(
    asked,
    ({ visible, slotOf }) =>
      `with ${acknowledgements},
       taken as (
         select (t.actor ->> 'id')::uuid as id, ${slotOf('t.at')} as slot, count(*)::int as alerts, max(t.seq) as seq
         from acknowledgement t join alert a on a.id = t.subject where ${visible} group by 1, 2),
       load as (
         select id, sum(alerts)::int as acknowledged, max(alerts) as peak, max(seq) as seq from taken group by 1)
       select l.acknowledged, l.peak, e.actor from load l join event_log e on e.seq = l.seq
       order by e.actor ->> 'nameEn', l.id`,
  );
  const rows: {
    acknowledged: number;
    peak: number;
    actor: Pick<AlertHealth['operators'][number], 'id' | 'nameAr' | 'nameEn' | 'role' | 'directorateId'>;
  }[] = await asked.tx.query(text, parameters);
  const slots = (asked.to.getTime() - asked.from.getTime()) / slotMs;
  return rows.map(({ acknowledged, peak, actor: { id, nameAr, nameEn, role, directorateId } }) => ({
    id,
    nameAr,
    nameEn,
    role,
    ...(directorateId === undefined ? {} : { directorateId }),
    acknowledged,
    perTenMinutes: acknowledged / slots,
    peak,
  }));
}
