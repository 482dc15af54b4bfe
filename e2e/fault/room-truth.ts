import { createHash } from 'node:crypto';
import type { Client } from 'pg';
import type { Acked } from '../load/api-client.ts';

/** Whom a screen belongs to: the id of a directorate, or `room` for those who see all. */
export type Viewer = string;

/** What the database itself says, by SQL of its own: nothing here asks the room's code. */
export class RoomTruth {
  private readonly database: Client;

  constructor(database: Client) {
    this.database = database;
  }

  /** Numbers of the events a viewer is entitled to after a position, in order. */
  async visibleAfter(viewer: Viewer, seq: number): Promise<number[]> {
    const rows = await this.rows<{ seq: string }>(
      `select seq from event_log where seq > $2
         and ($1 = 'room' or $1 = any(audience) or $1 = any(withdrawn_from)) order by seq`,
      [viewer, seq],
    );
    return rows.map((row) => Number(row.seq));
  }

  /** Sentences about everything in the log that is not as it must be: holes, a broken chain, a wrong head. */
  async faultsOfLog(): Promise<string[]> {
    const rows = await this.rows<{ seq: string; chain: string; text: string }>(
      `select seq, encode(chain, 'hex') as chain, json_build_array(seq, id, type, subject, thread, version,
         audience, withdrawn_from, actor, data, detail, extract(epoch from at))::text as text
       from event_log order by seq`,
    );
    const faults: string[] = [];
    let before = createHash('sha256').digest();
    rows.forEach(({ seq, chain, text }, index) => {
      if (Number(seq) !== index + 1) faults.push(`Event ${seq} is the ${index + 1}th of the log.`);
      before = createHash('sha256').update(before).update(text, 'utf8').digest();
      if (before.toString('hex') !== chain) faults.push(`The chain is broken at event ${seq}.`);
    });
    const [head] = await this.rows<{ seq: string; chain: string }>(
      "select seq, encode(chain, 'hex') as chain from event_head",
    );
    if (Number(head?.seq) !== rows.length || head?.chain !== before.toString('hex')) {
      faults.push(`The head says ${head?.seq}, the log has ${rows.length} events.`);
    }
    return faults;
  }

  /** Sentences about receipts that the database does not keep, and about incidents stored more than once. */
  async faultsOfReceipts(acked: readonly Acked[]): Promise<string[]> {
    const incidents = await this.rows<{ id: string; ref: string }>(
      'select id, ref from incident order by ref',
    );
    const events = await this.rows<{ seq: string; subject: string }>(
      "select seq, subject from event_log where type = 'incident.reported' order by seq",
    );
    const refs = new Map(incidents.map(({ id, ref }) => [id, ref]));
    const reported = new Map(events.map(({ seq, subject }) => [subject, Number(seq)]));
    const faults: string[] = [];
    for (const { report, ref, seq } of acked) {
      if (refs.get(report.id) !== ref) faults.push(`${ref} was acknowledged and is not in the database.`);
      if (reported.get(report.id) !== seq)
        faults.push(`${ref} was acknowledged with event ${seq}, which it has not.`);
    }
    const posted = new Set(acked.map(({ report }) => report.id));
    for (const { id, ref } of incidents) if (!posted.has(id)) faults.push(`${ref} was posted by nobody.`);
    if (events.length !== reported.size) faults.push('An incident was reported twice in the log.');
    if (incidents.length !== reported.size) faults.push('Incidents and their events differ in number.');
    incidents.forEach(({ ref }, index) => {
      if (Number(ref.slice(-6)) !== index + 1) faults.push(`${ref} is the ${index + 1}th reference.`);
    });
    return faults;
  }

  /** Sentences about incidents that have no alert and should, or have one and should not, or more than one. */
  async faultsOfAlerts(): Promise<string[]> {
    const rows = await this.rows<{ ref: string; severity: number; alerts: string; raised: string }>(
      `select i.ref, i.severity, (select count(*) from alert a where a.incident_id = i.id) as alerts,
         (select count(*) from event_log e where e.thread = i.id and e.type = 'alert.raised') as raised
       from incident i`,
    );
    return rows
      .filter(({ severity, alerts, raised }) => {
        const due = severity <= 2 ? '1' : '0';
        return alerts !== due || raised !== due;
      })
      .map(({ ref, severity, alerts }) => `${ref} of severity ${severity} has ${alerts} alerts.`);
  }

  /** Acknowledged alerts whose incident was not taken up: a reaction that did not happen. */
  async faultsOfReactions(): Promise<string[]> {
    const rows = await this.rows<{ ref: string }>(
      `select i.ref from alert a join incident i on i.id = a.incident_id
       where a.state = 'acknowledged' and i.state = 'reported'`,
    );
    return rows.map(({ ref }) => `The alert of ${ref} is acknowledged and the incident is still not open.`);
  }

  /** Sentences about alerts acknowledged more than once, or acknowledged by an answer and not in the database. */
  async faultsOfAcknowledgements(acknowledged: ReadonlySet<string>): Promise<string[]> {
    const rows = await this.rows<{ id: string; state: string; times: string }>(
      `select a.id, a.state,
         (select count(*) from event_log e where e.subject = a.id and e.type = 'alert.acknowledged') as times
       from alert a`,
    );
    return rows
      .filter(({ id, state, times }) => {
        const once = state === 'acknowledged' && times === '1';
        return !once && (acknowledged.has(id) || state !== 'unacknowledged' || times !== '0');
      })
      .map(({ id, state, times }) => `Alert ${id} is ${state} and was acknowledged ${times} times.`);
  }

  /** Number of the newest event. */
  async headSeq(): Promise<number> {
    const [head] = await this.rows<{ seq: string }>('select seq from event_head');
    return Number(head?.seq ?? 0);
  }

  private async rows<T extends object>(sql: string, values: unknown[] = []): Promise<T[]> {
    const { rows } = await this.database.query<T & Record<string, unknown>>(sql, values);
    return rows;
  }
}
