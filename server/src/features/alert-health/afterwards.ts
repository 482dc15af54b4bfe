import type { AlertHealth } from '@t1/shared/alert-health';
import type { Asked } from './statement.ts';
import { statementFor } from './statement.ts';

/** What became of acknowledgements and shelves in the period, whenever the alerts were raised. */
export async function readAfterwards(
  asked: Asked,
): Promise<Pick<AlertHealth, 'lapsed' | 'undone' | 'shelved'>> {
  const { text, parameters } = statementFor(
    asked,
    ({ visible }) =>
      // A shelf lasts until the next event after which the alert is not on it any more, or to the end of the period.
      `with told as (
         select e.seq, e.subject, e.type, e.at from event_log e
         where e.at >= $1 and e.at < $2 and e.type in ('alert.acknowledgement-undone', 'alert.acknowledgement-lapsed',
           'alert.shelved', 'alert.unshelved', 'alert.redirected', 'alert.closed')),
       left_shelved as (
         select e.seq from event_log e
         where e.at >= $1 and e.at < $2 and e.type = 'alert.redirected' and e.data ->> 'state' = 'shelved'),
       ended as (
         select t.type, t.subject, t.at, lead(t.at) over (partition by t.subject order by t.seq) as ends_at
         from told t where t.subject in (select subject from told where type = 'alert.shelved')
           and t.seq not in (select seq from left_shelved)),
       counted as (
         select t.type, t.subject, null::float8 as minutes from told t
         where t.type in ('alert.acknowledgement-undone', 'alert.acknowledgement-lapsed')
         union all
         select type, subject, extract(epoch from coalesce(ends_at, $2) - at)::float8 / 60 from ended
         where type = 'alert.shelved')
       select count(*) filter (where c.type = 'alert.acknowledgement-lapsed')::int as lapsed,
         count(*) filter (where c.type = 'alert.acknowledgement-undone')::int as undone,
         count(distinct c.subject) filter (where c.type = 'alert.shelved')::int as alerts,
         coalesce(sum(c.minutes), 0)::float8 as minutes
       from counted c join alert a on a.id = c.subject where ${visible}`,
  );
  const [row]: { lapsed: number; undone: number; alerts: number; minutes: number }[] = await asked.tx.query(
    text,
    parameters,
  );
  return {
    lapsed: row?.lapsed ?? 0,
    undone: row?.undone ?? 0,
    shelved: { alerts: row?.alerts ?? 0, minutes: row?.minutes ?? 0 },
  };
}
