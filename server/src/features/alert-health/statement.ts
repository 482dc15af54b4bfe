import { slotMs } from '@t1/shared/alert-health';
import type { Scope } from '@t1/shared/jurisdiction';
import type { EntityManager } from 'typeorm';
import { scopeCondition } from '../../identity/scope-clause.ts';

/** What is asked: one period, one scope, and the transaction in which all figures are read. */
export interface Asked {
  readonly tx: EntityManager;
  readonly scope: Scope;
  readonly from: Date;
  readonly to: Date;
}

interface Phrases {
  /** Alert `a` is visible in the scope and was raised in the period. */
  readonly raised: string;
  /** Alert `a` is visible in the scope. */
  readonly visible: string;
  /** The number of the ten minutes in which that time lies, counted from the beginning of the period. */
  readonly slotOf: (column: string) => string;
}

/** A statement in which $1 is the beginning of the period and $2 its end, with the parameters it needs. */
export function statementFor(
  { scope, from, to }: Asked,
  write: (phrases: Phrases) => string,
): { text: string; parameters: unknown[] } {
  const parameters: unknown[] = [from, to];
  const visible = scopeCondition(scope, 'a', parameters);
  const text = write({
    visible,
    raised: `a.raised_at >= $1 and a.raised_at < $2 and ${visible}`,
    slotOf: (column) => `floor(extract(epoch from ${column} - $1::timestamptz) * 1000 / ${slotMs})::int`,
  });
  return { text, parameters };
}
