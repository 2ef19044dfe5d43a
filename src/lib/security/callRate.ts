import { AppError } from "@/types/errors";

/** Names that are remembered; with more the oldest are forgotten. */
const MAX_NAMES = 10_000;

export interface CallRateOptions {
  /** Calls of one name within the window. */
  most: number;
  windowMs: number;
  /** Of the refusal, a whole sentence. */
  message: string;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** Counts calls, in this process alone: it keeps one caller from taking up the time of all others. */
export interface CallRate {
  /** @throws AppError `rate_limited` for a name with as many calls as it may make */
  check(name: string): void;
  count(name: string): void;
}

export function createCallRate({ most, windowMs, message, now }: CallRateOptions): CallRate {
  const times = new Map<string, number[]>();
  const recent = (name: string) => (times.get(name) ?? []).filter((at) => at > now() - windowMs && at <= now());
  return {
    check: (name) => {
      const calls = recent(name);
      const [oldest = 0] = calls;
      if (calls.length < most) return;
      throw new AppError("rate_limited", message, { retryAfterMs: oldest + windowMs - now() });
    },
    count: (name) => {
      const calls = recent(name);
      times.delete(name);
      times.set(name, [...calls, now()]);
      const [first] = times.keys();
      if (times.size > MAX_NAMES && first !== undefined) times.delete(first);
    },
  };
}
