import type { Failure, RetryKind } from "./failure";
import type { Timing } from "./timing";

/**
 * How often one call is sent again, by kind of failure, and the waits between (as the Codex client has it: 5xx four times,
 * a cut stream five times, 200 ms doubled each time, ± 10 %). Bursts of 429 are given up earlier: the account's
 * own gate slows down instead.
 */
export const retryLimits: Record<RetryKind, number> = { server: 4, rateLimit: 3, stream: 5 };
const firstBackoffMs = 200;
/** A longer wish of the upstream is handed to the caller instead of being waited out. */
const maxWaitMs = 60_000;

/** Counts the attempts of one call: milliseconds to wait before the next one, undefined when there is none. */
export function createRetryPlan(timing: Timing): (failure: Failure) => number | undefined {
  const used: Record<RetryKind, number> = { server: 0, rateLimit: 0, stream: 0 };
  return ({ retry, afterMs }) => {
    if (retry === undefined || used[retry] >= retryLimits[retry]) return undefined;
    const backoffMs = firstBackoffMs * 2 ** used[retry] * (0.9 + 0.2 * timing.random());
    used[retry] += 1;
    const waitMs = afterMs ?? backoffMs;
    return waitMs > maxWaitMs ? undefined : waitMs;
  };
}
