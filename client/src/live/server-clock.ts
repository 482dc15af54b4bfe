/** Samples that are considered; one comes every two seconds, so an own clock that drifts is followed. */
const samplesKept = 30;

/** More than any delay on the way: the clock of this machine was set, and the old samples are worth nothing. */
const clockWasSetMs = 5_000;

/**
 * How far the server's clock is ahead of ours, in milliseconds. Each message arrives late by its way, never
 * early, so of the last samples the one that shows the server furthest ahead travelled fastest and is nearest.
 */
export class ServerClock {
  #samples: number[] = [];
  #offsetMs = 0;

  get offsetMs(): number {
    return this.#offsetMs;
  }

  /** Takes the server's time of a message (ISO 8601) and our own time at its arrival in milliseconds. */
  observe(serverNow: string, receivedAt: number): void {
    const sample = Date.parse(serverNow) - receivedAt;
    if (Number.isNaN(sample)) return;
    if (Math.abs(sample - this.#offsetMs) > clockWasSetMs) this.#samples = [];
    this.#samples.push(sample);
    if (this.#samples.length > samplesKept) this.#samples.shift();
    this.#offsetMs = Math.max(...this.#samples);
  }
}
