import { networkOf } from "@/lib/security/wrongPasswords";
import { AppError } from "@/types/errors";

/** Wrong keys of one network within the window, after which it has to wait. */
const MAX_WRONG = 20;
const WINDOW_MS = 5 * 60_000;
/** Networks that are remembered; with more the oldest are forgotten. */
const MAX_NETWORKS = 10_000;

/**
 * Who tries one wrong key after the other. A key cannot be guessed, so this is kept for one process alone: it only
 * keeps such a caller from taking up time. A right key opens all the same, whoever else is behind that address.
 */
export interface WrongKeys {
  /** @throws AppError `rate_limited` from the one on that is too many */
  note(address: string): void;
}

export function createWrongKeys(now: () => number): WrongKeys {
  const times = new Map<string, number[]>();
  return {
    note: (address) => {
      const network = networkOf(address);
      const recent = (times.get(network) ?? []).filter((at) => at > now() - WINDOW_MS && at <= now());
      const [oldest = 0] = recent;
      if (recent.length >= MAX_WRONG) throw tooMany(oldest + WINDOW_MS - now());
      times.delete(network);
      times.set(network, [...recent, now()]);
      const [first] = times.keys();
      if (times.size > MAX_NETWORKS && first !== undefined) times.delete(first);
    },
  };
}

function tooMany(retryAfterMs: number): AppError {
  return new AppError(
    "rate_limited",
    "Too many wrong access keys came from this address. Wait, then use a right one.",
    {
      retryAfterMs,
    },
  );
}
