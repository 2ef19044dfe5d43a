/** Time and chance, passed in so that tests own them. */
export interface Timing {
  /** Milliseconds since 1970. */
  now(): number;
  /** Milliseconds of a clock that only goes forward, cheap enough for each piece of a stream. */
  elapsed(): number;
  /** Rejects with the reason of the signal when it fires. */
  sleep(ms: number, signal: AbortSignal): Promise<void>;
  /** 0 ≤ x < 1. */
  random(): number;
}

export const systemTiming: Timing = {
  now: Date.now,
  // Next looks for a page that it prerenders before it lets anybody have the time of day.
  elapsed: () => performance.now(),
  // Node's own makes an error with its stack for each sleep that is cut short, as that of every call is.
  sleep: (ms, signal) =>
    new Promise((resolve, reject) => {
      signal.throwIfAborted();
      const stop = () => {
        clearTimeout(timer);
        reject(signal.reason);
      };
      const timer = setTimeout(() => {
        signal.removeEventListener("abort", stop);
        resolve();
      }, ms);
      signal.addEventListener("abort", stop, { once: true });
    }),
  random: Math.random,
};
