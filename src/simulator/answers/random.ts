import { createHash } from "node:crypto";

/** Choices that look free and are the same for the same seed text. */
export interface Choices {
  /** A whole number from 0 to `below - 1`. */
  int(below: number): number;
  pick<T>(options: readonly [T, ...T[]]): T;
  /** The options in another order. */
  shuffle<T>(options: readonly T[]): T[];
}

export function createChoices(seed: string): Choices {
  let state = createHash("sha256").update(seed).digest().readUInt32LE(0);
  // Mulberry32: small, even enough for prose.
  const next = (): number => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const int = (below: number) => Math.floor(next() * below);
  return {
    int,
    pick: (options) => options[int(options.length)] ?? options[0],
    shuffle: (options) =>
      options
        .map((option) => ({ option, place: next() }))
        .sort((a, b) => a.place - b.place)
        .map(({ option }) => option),
  };
}
