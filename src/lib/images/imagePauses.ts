import { AppError, isAppError } from "@/types/errors";
import type { Payer } from "@/types/providers";

export interface ImagePausesOptions {
  now(): number;
  sleep(ms: number, signal: AbortSignal): Promise<void>;
}

/** A longer wish of the upstream is told instead of being waited out. */
const maxWaitMs = 60_000;

/** What a payer's limit of pictures asks for. It is not the plan's, and without a time it holds up nothing. */
export interface ImagePauses {
  /** Waits out a pause. @throws AppError `rate_limited` for a longer one; an abort passes through */
  wait(payer: Payer, signal: AbortSignal): Promise<void>;
  /** Learns from a call that failed. */
  note(payer: Payer, error: unknown): void;
}

export function createImagePauses({ now, sleep }: ImagePausesOptions): ImagePauses {
  /** Milliseconds since 1970, by payer. */
  const until = new Map<string, number>();
  const keyOf = ({ kind, id }: Payer) => `${kind} ${id}`;
  return {
    async wait(payer, signal) {
      const untilMs = until.get(keyOf(payer)) ?? 0;
      const waitMs = untilMs - now();
      if (waitMs <= 0) return void until.delete(keyOf(payer));
      if (waitMs <= maxWaitMs) return sleep(waitMs, signal);
      const message = `“${payer.name}” makes too many pictures for now, so nothing was sent. It may go on in ${Math.ceil(waitMs / 1000)} s.`;
      throw new AppError("rate_limited", message, { until: new Date(untilMs).toISOString(), retryAfterMs: waitMs });
    },
    note(payer, error) {
      if (!isAppError(error) || error.code !== "rate_limited" || typeof error.facts.retryAfterMs !== "number") return;
      until.set(keyOf(payer), now() + error.facts.retryAfterMs);
    },
  };
}
