import type { ErrorCode, Refusal } from '@t1/shared/errors';

/** A command that was refused by a rule, a permission or a check: it becomes the one error shape of the contract. */
export class Refused extends Error {
  readonly refusal: Refusal;

  constructor(refusal: Refusal | ErrorCode) {
    const whole: Refusal = typeof refusal === 'string' ? { code: refusal } : refusal;
    super(whole.code);
    this.name = 'Refused';
    this.refusal = whole;
  }
}

/** Throws when a rule refused. */
export function throwIf(refusal: Refusal | undefined): void {
  if (refusal !== undefined) throw new Refused(refusal);
}
