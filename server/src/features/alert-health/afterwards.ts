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
         where e.at >= $1 and e.at < $2 and e.type in ('alert.acknowledged', 'alert.acknowledgement-undone',
           'alert.acknowledgement-lapsed', 'alert.shelved', 'alert.unshelved', 'alert.redirected', 'alert.closed')
           and not (e.type = 'alert.redirected' and e.data ->> 'state' = 'shelved')),
       ended as (
         select t.type, t.subject, t.at, lead(t.at) over (partition by t.subject order by t.seq) as ends_at
         from told t join alert a on a.id = t.subject where ${visible})
       select count(*) filter (where type = 'alert.acknowledgement-lapsed')::int as lapsed,
         count(*) filter (where type = 'alert.acknowledgement-undone')::int as undone,
         count(distinct subject) filter (where type = 'alert.shelved')::int as alerts,
         coalesce(sum(extract(epoch from coalesce(ends_at, $2) - at) / 60)
           filter (where type = 'alert.shelved'), 0)::float8 as minutes
       from ended`,
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
