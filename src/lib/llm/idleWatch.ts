import type { Timing } from "./timing";

export interface IdleWatch {
  /** Fires with the caller's signal, or when nothing was heard for the whole limit. */
  signal: AbortSignal;
  /** To be called at every sign of life. */
  touch(): void;
  /** Asks whoever hears too much to tell it each time: when anything was last heard, by the clock of `timing`. */
  follow(heardAtMs: () => number): void;
  expired(): boolean;
  stop(): void;
}

/** One for all: the stack of each would be made for nobody. */
const over = new DOMException("The exchange is over.", "AbortError");

/** Watches one exchange for silence. One timer runs per limit, not one per read. */
export function startIdleWatch(limitMs: number, timing: Timing, signal: AbortSignal): IdleWatch {
  const expiry = new AbortController();
  const stopped = new AbortController();
  let touchedAtMs = timing.elapsed();
  let heardAtMs = () => touchedAtMs;

  async function watch(): Promise<void> {
    for (let restMs = limitMs; restMs > 0; restMs = heardAtMs() + limitMs - timing.elapsed()) {
      await timing.sleep(restMs, stopped.signal);
    }
    expiry.abort();
  }
  // The only rejection is that of the sleep when the watch is stopped.
  watch().catch(() => undefined);

  return {
    signal: AbortSignal.any([signal, expiry.signal]),
    touch: () => {
      touchedAtMs = timing.elapsed();
    },
    follow: (heard) => {
      heardAtMs = heard;
    },
    expired: () => expiry.signal.aborted,
    stop: () => stopped.abort(over),
  };
}
