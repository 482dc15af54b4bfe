import type { AlertView } from '@t1/shared/alerts';
import type { AlertMove } from '@t1/shared/alert-rules';
import { alertStateAfter } from '@t1/shared/alert-rules';
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

const moveOf: Partial<Record<EventType, AlertMove>> = {
  'alert.acknowledged': 'acknowledge',
  'alert.acknowledgement-undone': 'undo',
  'alert.acknowledgement-lapsed': 'lapse',
  'alert.escalated': 'escalate',
  'alert.shelved': 'shelve',
  'alert.unshelved': 'unshelve',
};

/** Sentences about a story that cannot be: a version twice or missing, an illegal move, a step skipped or early. */
export function faultsOf(story: readonly AlertEvent[]): string[] {
  const faults: string[] = [];
  story.forEach((event, index) => {
    const { type, version, data, at, actor } = event;
    const said = `${data.id} ${version} ${type}`;
    if (version !== index + 1 || data.version !== version) faults.push(`${said} is its event ${index + 1}.`);
    const before = story[index - 1]?.data;
    const move = moveOf[type];
    if (before === undefined || move === undefined) return;
    if (alertStateAfter(before.state, move) !== data.state)
      faults.push(`${said} leads from ${before.state} to ${data.state}.`);
    if (data.step !== before.step + (move === 'escalate' ? 1 : 0))
      faults.push(`${said} leads from step ${before.step} to ${data.step}.`);
    if (actor.role === 'system' && at.getTime() < Date.parse(before.dueAt ?? '9999-01-01'))
      faults.push(`${said} came at ${at.toISOString()}, due ${before.dueAt}.`);
  });
  return faults;
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
