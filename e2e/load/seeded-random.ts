/** Chance that can be repeated: the same seed gives the same numbers between 0 and 1 (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** One of the list, chosen by chance (0 to 1). */
export function pick<T>(list: readonly T[], chance: number): T {
  const chosen = list[Math.min(list.length - 1, Math.floor(chance * list.length))];
  if (chosen === undefined) throw new Error('There is nothing to choose from.');
  return chosen;
}
