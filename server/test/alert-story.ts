import type { AlertView } from '@t1/shared/alerts';
import type { EventType } from '@t1/shared/events';
import type { ActorRef } from '@t1/shared/roles';
import { newId } from './factories.ts';
import type { TestRoom } from './harness.ts';
import { eventually } from './harness.ts';

/** An event of an alert as the log holds it. */
export interface AlertEvent {
  readonly seq: number;
  readonly type: EventType;
  readonly version: number;
  readonly at: Date;
  readonly actor: ActorRef;
  readonly data: AlertView;
  readonly detail: Record<string, unknown> | null;
}

/** What the log and the rows say about alerts, and how the room's time is moved to where they change. */
export class AlertStory {
  private readonly room: TestRoom;

  constructor(room: TestRoom) {
    this.room = room;
  }

  /** All events of the alert, oldest first. */
  async of({ id }: { readonly id: string }): Promise<AlertEvent[]> {
    const rows = await this.room.sql<Omit<AlertEvent, 'seq'> & { seq: string }>(
      'select seq, type, version, at, actor, data, detail from event_log where subject = $1 order by seq',
      [id],
    );
    return rows.map((row) => ({ ...row, seq: Number(row.seq) }));
  }

  /** The alert after its newest event. */
  async now(alert: { readonly id: string }): Promise<AlertView> {
    const newest = (await this.of(alert)).at(-1);
    if (newest === undefined) throw new Error(`Alert ${alert.id} is not in the log.`);
    return newest.data;
  }

  /** Waits until the newest view of the alert satisfies. */
  until(
    what: string,
    alert: { readonly id: string },
    satisfies: (view: AlertView) => boolean,
  ): Promise<AlertView> {
    return eventually(what, () => this.now(alert), satisfies, 5_000);
  }

  /** Waits until the engine has looked once more at what is due, and has done it. */
  async engineLooked(): Promise<void> {
    const subject = newId();
    await this.room.sql("insert into timer values ('alert.escalate', $1, t1_now())", [subject]);
    await eventually(
      'the engine looks at what is due',
      () => this.room.sql('select 1 from timer where subject = $1', [subject]),
      (rows) => rows.length === 0,
      5_000,
    );
  }

  /** Moves the room's time to so many seconds before the alert's next time, or beyond it. */
  async moveTo(
    alert: AlertView,
    seconds: { readonly before: number } | { readonly after: number },
  ): Promise<void> {
    const [left] = await this.room.sql<{ seconds: number }>(
      'select extract(epoch from $1::timestamptz - t1_now())::double precision as seconds',
      [alert.dueAt ?? null],
    );
    if (left?.seconds === undefined || left.seconds === null) throw new Error('The alert waits for nothing.');
    const beyond = 'after' in seconds ? seconds.after : -seconds.before;
    await this.room.clock.forward({ seconds: left.seconds + beyond });
  }

  /** What the alert still waits for. */
  async timersOf({ id }: { readonly id: string }): Promise<string[]> {
    const rows = await this.room.sql<{ kind: string }>('select kind from timer where subject = $1', [id]);
    return rows.map(({ kind }) => kind);
  }
}
