/** A failure with a sentence for the person at the terminal: printed without a stack, exit code 1. */
export class Trouble extends Error {}
