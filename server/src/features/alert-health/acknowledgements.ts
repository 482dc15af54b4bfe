import type { AcknowledgementTimes, AlertHealth } from '@t1/shared/alert-health';
import { slotMs } from '@t1/shared/alert-health';
import type { Asked } from './statement.ts';
import { statementFor } from './statement.ts';

/**
 * Acknowledgements of the period that were not taken back. Whoever acknowledges what is already over closes it
 * with that. The order of events comes from the index alone; only for those that count the event itself is read,
 * one by one, so that the size of the whole log never matters.
 */
const acknowledgements = (visible: string) => `
  answer as (
    select e.seq, e.subject, e.type, e.at, lead(e.type) over alert as next_type, lag(e.type) over alert as previous_type
    from event_log e
    where e.at >= $1 and e.at < $2 and e.type in (
      'alert.acknowledged', 'alert.acknowledgement-undone', 'alert.acknowledgement-lapsed', 'alert.closed')
    window alert as (partition by e.subject order by e.seq)),
  acknowledgement as (
    select t.seq, t.subject, t.at, event.step, event.actor,
      row_number() over (partition by t.subject order by t.seq) = 1 as is_first
    from answer t join alert a on a.id = t.subject cross join lateral (
      select (e.data ->> 'step')::int as step, e.actor::text as actor from event_log e
      where e.seq = t.seq and (e.type = 'alert.acknowledged'
        or e.actor ->> 'role' <> 'system' and e.data ->> 'acknowledgedAt' is not null)
      offset 0) event
    where ${visible} and (
      t.type = 'alert.acknowledged' and t.next_type is distinct from 'alert.acknowledgement-undone'
      or t.type = 'alert.closed' and t.previous_type is distinct from 'alert.acknowledged'))`;

/** Seconds until the first acknowledgement of each alert raised in the period: all, by directorate, by step. */
const waiting = (raised: string) => `
  waited as (
    select a.directorate_id, f.step, extract(epoch from f.at - a.raised_at)::float8 as seconds
    from alert a left join acknowledgement f on f.subject = a.id and f.is_first where ${raised}),
  times as (
    select grouping(directorate_id, step)::int as grouping, directorate_id, step, count(*)::int as raised,
      count(seconds)::int as acknowledged, avg(seconds) as mean_seconds,
      percentile_cont(0.5) within group (order by seconds) as median_seconds,
      percentile_cont(0.9) within group (order by seconds) as p90_seconds
    from waited group by grouping sets ((), (directorate_id), (step)))`;

/** Who acknowledged how many, and how many in the fullest ten minutes. Each name is read once, not each event. */
const loads = (slot: string) => `
  account as (
    select actor, (actor::json ->> 'id')::uuid as id from (select distinct actor from acknowledgement) named),
  taken as (
    select c.id, ${slot} as slot, max(t.actor) as actor, count(*)::int as alerts
    from acknowledgement t join account c on c.actor = t.actor group by 1, 2),
  load as (
    select max(actor)::json as actor, sum(alerts)::int as acknowledged, max(alerts) as peak from taken group by id)`;

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

type Operator = AlertHealth['operators'][number];

interface LoadRow {
  acknowledged: number;
  peak: number;
  actor: Pick<Operator, 'id' | 'nameAr' | 'nameEn' | 'role' | 'directorateId'>;
}

/** How soon the alerts of the period were acknowledged, and who bore how much of it. */
export async function readAcknowledgements(
  asked: Asked,
): Promise<Pick<AlertHealth, 'acknowledgement' | 'directorates' | 'operators'>> {
  const { text, parameters } = statementFor(
    asked,
    ({ raised, visible, slotOf }) =>
      `with ${acknowledgements(visible)}, ${waiting(raised)}, ${loads(slotOf('t.at'))}
       select (select json_agg(times order by directorate_id, step) from times) as times,
         (select coalesce(json_agg(load order by actor ->> 'nameEn', actor ->> 'id'), '[]') from load) as loads`,
  );
  const [row]: { times: GroupRow[]; loads: LoadRow[] }[] = await asked.tx.query(text, parameters);
  const slots = (asked.to.getTime() - asked.from.getTime()) / slotMs;
  return {
    ...groupsOf(row?.times ?? []),
    operators: (row?.loads ?? []).map((load) => operatorOf(load, slots)),
  };
}

function groupsOf(rows: readonly GroupRow[]): Pick<AlertHealth, 'acknowledgement' | 'directorates'> {
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

function operatorOf({ acknowledged, peak, actor }: LoadRow, slots: number): Operator {
  const { id, nameAr, nameEn, role, directorateId } = actor;
  return {
    id,
    nameAr,
    nameEn,
    role,
    ...(directorateId === undefined ? {} : { directorateId }),
    acknowledged,
    perTenMinutes: acknowledged / slots,
    peak,
  };
}
