import { setTimeout as sleep } from "node:timers/promises";

/** Time and chance, passed in so that tests own them. */
export interface Timing {
  /** Milliseconds since 1970. */
  now(): number;
  /** Rejects with an `AbortError` when the signal fires. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** 0 ≤ x < 1. */
  random(): number;
}

export const systemTiming: Timing = {
  now: Date.now,
  sleep: (ms, signal) => sleep(ms, undefined, { signal }),
  random: Math.random,
};
