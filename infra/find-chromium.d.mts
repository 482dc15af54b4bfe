/** A browser for the tests. */
export interface FoundChromium {
  readonly executablePath: string;
  /** Arguments this browser needs beyond those the test runner gives. */
  readonly args: string[];
  /** Where it was found, in words for the log. */
  readonly source: string;
}

/** T1_CHROMIUM, else the system's, else the one in the npm package; throws an Error with a sentence when there is none. */
export function findChromium(): Promise<FoundChromium>;
