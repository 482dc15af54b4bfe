/** When things are done: handed in, so that a test can be the clock. Times are milliseconds since 1970. */
export interface Timing {
  readonly now: () => number;
  /** Runs it once after so many milliseconds; returns the way to call it off. */
  readonly schedule: (run: () => void, afterMs: number) => () => void;
  /** Runs it once before the next picture is drawn; returns the way to call it off. */
  readonly frame: (run: () => void) => () => void;
  /** Chance from 0 to 1. */
  readonly chance: () => number;
}

/** A tab that goes to the background after a frame was asked for never gets it; then this comes instead. */
const frameMissedMs = 250;

/** The browser's own clock, timers and frames; in a hidden tab, where no frame comes, it is done at once. */
export const browserTiming: Timing = {
  now: () => Date.now(),
  chance: () => Math.random(),
  schedule: (run, afterMs) => {
    const timer = setTimeout(run, afterMs);
    return () => clearTimeout(timer);
  },
  frame: (run) => {
    if (document.hidden) {
      let wanted = true;
      queueMicrotask(() => {
        if (wanted) run();
      });
      return () => {
        wanted = false;
      };
    }
    const cancel = () => {
      cancelAnimationFrame(frame);
      clearTimeout(timer);
    };
    const once = () => {
      cancel();
      run();
    };
    const frame = requestAnimationFrame(once);
    const timer = setTimeout(once, frameMissedMs);
    return cancel;
  },
};
