import { pause } from "@/lib/pause";

const FIRST_PAUSE_MS = 100;
const MAX_PAUSE_MS = 2000;

/** How long runs wait for a store that is away, in milliseconds. */
export const RUN_PATIENCE_MS = 600_000;

export interface Patience {
  /** How long to try, in milliseconds. */
  patienceMs: number;
  /** Whether a failure passes by itself, as the store tells it; what was asked may have been done all the same. */
  outlasts: (error: unknown) => boolean;
  /** Whoever waits may leave. */
  signal?: AbortSignal;
}

/** Tries again while what went wrong passes by itself. @throws what `work` threw last, the reason of `signal` */
export async function untilDone<T>(
  work: (isFirst: boolean) => Promise<T>,
  { patienceMs, outlasts, signal }: Patience,
): Promise<T> {
  const untilMs = performance.now() + patienceMs;
  for (let attempt = 0; ; attempt++) {
    signal?.throwIfAborted();
    try {
      return await work(attempt === 0);
    } catch (error) {
      if (!outlasts(error) || performance.now() >= untilMs) throw error;
      if (!(await pause(Math.min(FIRST_PAUSE_MS * 2 ** attempt, MAX_PAUSE_MS), signal))) signal?.throwIfAborted();
    }
  }
}
