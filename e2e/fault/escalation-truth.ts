import type { Client } from 'pg';

interface Fact {
  readonly subject: string;
  readonly type: string;
  readonly version: number;
  readonly atMs: number;
  readonly dueMs: number | null;
  readonly step: number;
}

const steps = 3;

/** What the log says about the climb of every alert, by SQL of its own. */
export class EscalationTruth {
  private readonly stories: ReadonlyMap<string, readonly Fact[]>;

  private constructor(stories: ReadonlyMap<string, readonly Fact[]>) {
    this.stories = stories;
  }

  static async read(database: Client): Promise<EscalationTruth> {
    const { rows } = await database.query<Fact>(
      `select subject, type, version, extract(epoch from at)::double precision * 1000 as "atMs",
         extract(epoch from (data->>'dueAt')::timestamptz)::double precision * 1000 as "dueMs",
         (data->>'step')::integer as step
       from event_log where type like 'alert.%' order by seq`,
    );
    return new EscalationTruth(Map.groupBy(rows, ({ subject }) => subject));
  }

  get alerts(): number {
    return this.stories.size;
  }

  get acknowledged(): number {
    return [...this.stories.values()].filter(isTaken).length;
  }

  /** True when no alert has a step before it. */
  get isOver(): boolean {
    return [...this.stories.values()].every((story) => isTaken(story) || story.at(-1)?.step === steps);
  }

  /** Milliseconds between the time a step was due and the time it was taken, sorted. */
  get lateness(): number[] {
    return [...this.stories.values()].flatMap((story) => story.flatMap(lateOf)).toSorted((a, b) => a - b);
  }

  /** Sentences about steps that are missing, early, taken twice or taken after an acknowledgement. */
  faults(): string[] {
    return [...this.stories].flatMap(([id, story]) =>
      faultsOf(story).map((fault) => `Alert ${id}: ${fault}`),
    );
  }
}

function isTaken(story: readonly Fact[]): boolean {
  return story.some(({ type }) => type === 'alert.acknowledged');
}

function lateOf(fact: Fact, index: number, story: readonly Fact[]): number[] {
  if (fact.type !== 'alert.escalated') return [];
  return [fact.atMs - (story[index - 1]?.dueMs ?? Number.POSITIVE_INFINITY)];
}

function faultsOf(story: readonly Fact[]): string[] {
  const faults: string[] = [];
  const types = story.map(({ type }) => type);
  const climbed = story.filter(({ type }) => type === 'alert.escalated');
  if (types[0] !== 'alert.raised' || types.indexOf('alert.raised', 1) !== -1)
    faults.push('it was not raised once, at first.');
  if (story.some(({ version }, index) => version !== index + 1)) faults.push('its versions have a gap.');
  if (climbed.some(({ step }, index) => step !== index + 1)) faults.push('a step is missing or came twice.');
  // Times go through text in milliseconds: what is due is cut, never rounded up.
  if (story.flatMap(lateOf).some((late) => late < 0)) faults.push('it climbed before its time.');
  const taken = types.indexOf('alert.acknowledged');
  if (taken === -1 && climbed.length !== steps) faults.push(`it took ${climbed.length} steps.`);
  if (taken !== -1 && types.lastIndexOf('alert.escalated') > taken)
    faults.push('it climbed after it was acknowledged.');
  return faults;
}
