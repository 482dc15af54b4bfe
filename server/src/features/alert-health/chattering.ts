import type { AlertHealth } from '@t1/shared/alert-health';
import { chatteringFrom, chatteringWithinMs } from '@t1/shared/alert-health';
import type { Asked } from './statement.ts';
import { statementFor } from './statement.ts';

/** How many of the worst offenders are named. */
const named = 10;

/** Sources, a directorate with a type of incident, of which three alerts came within a minute. */
export async function readChattering(asked: Asked): Promise<AlertHealth['chattering']> {
  const before = chatteringFrom - 1;
  const { text, parameters } = statementFor(
    asked,
    ({ raised }) =>
      // An alert chatters when it is the last, the first or the middle one of three within a minute.
      `with source as (
         select a.directorate_id, i.type_id, a.raised_at from alert a left join incident i on i.id = a.incident_id
         where ${raised}),
       beside as (
         select directorate_id, type_id, raised_at,
           lag(raised_at, ${before}) over w as first, lead(raised_at, ${before}) over w as last,
           lag(raised_at) over w as previous, lead(raised_at) over w as next
         from source window w as (partition by directorate_id, type_id order by raised_at)),
       chatter as (
         select directorate_id, type_id, count(*)::int as alerts from beside
         where raised_at - first <= interval '${chatteringWithinMs} ms'
           or last - raised_at <= interval '${chatteringWithinMs} ms'
           or next - previous <= interval '${chatteringWithinMs} ms'
         group by 1, 2)
       select directorate_id, type_id, alerts, count(*) over ()::int as sources, sum(alerts) over ()::int as all_alerts
       from chatter order by alerts desc, directorate_id, type_id limit ${named}`,
  );
  const rows: {
    directorate_id: string;
    type_id: string | null;
    alerts: number;
    sources: number;
    all_alerts: number;
  }[] = await asked.tx.query(text, parameters);
  return {
    sources: rows[0]?.sources ?? 0,
    alerts: rows[0]?.all_alerts ?? 0,
    worst: rows.map(({ directorate_id: directorateId, type_id: typeId, alerts }) => ({
      directorateId,
      ...(typeId === null ? {} : { typeId }),
      alerts,
    })),
  };
}
