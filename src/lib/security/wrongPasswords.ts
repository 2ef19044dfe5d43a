import type { SessionState } from "@/lib/storage/ports";
import { AppError } from "@/types/errors";

const MAX_ATTEMPTS = 5;
/** Where there are names: many people may stand behind one address, and each mistypes. */
const MAX_ATTEMPTS_OF_NETWORK = 20;
/** Of one name from all networks: so many that a guesser elsewhere does not shut its person out at once. */
const MAX_ATTEMPTS_AT_NAME = 20;
/** From all networks together: so many that one guesser, who has few, does not shut the owner out. */
const MAX_ATTEMPTS_IN_ALL = 100;
/** How long a wrong password counts. */
export const WINDOW_MS = 5 * 60 * 1000;

/** Who guesses, and at what. */
export interface Guess {
  network: string;
  /** Tells names apart without saying them: somebody may have typed a password there. Absent where there are none. */
  name?: string;
}

/** Until when this may not be tried, in milliseconds; undefined when it may now. */
export function refusedUntil(
  wrongPasswords: SessionState["wrongPasswords"],
  { network, name }: Guess,
  now: number,
): number | undefined {
  // A clock that was set back must not make a wait of five minutes one of years.
  const recent = wrongPasswords.filter(({ at }) => Date.parse(at) > now - WINDOW_MS && Date.parse(at) <= now);
  const ofNetwork = recent.filter((wrong) => wrong.network === network);
  const atName = name === undefined ? [] : recent.filter((wrong) => wrong.name === name);
  const counted = [
    [ofNetwork.filter((wrong) => wrong.name === name), MAX_ATTEMPTS],
    [ofNetwork, MAX_ATTEMPTS_OF_NETWORK],
    [atName, MAX_ATTEMPTS_AT_NAME],
    [recent, MAX_ATTEMPTS_IN_ALL],
  ] as const;
  const [first] = counted.find(([wrongs, limit]) => wrongs.length >= limit)?.[0] ?? [];
  return first && Date.parse(first.at) + WINDOW_MS;
}

/** @throws AppError `rate_limited` */
export function refuseGuesser({ wrongPasswords }: SessionState, guess: Guess, now: number): void {
  const until = refusedUntil(wrongPasswords, guess, now);
  if (until === undefined) return;
  throw new AppError("rate_limited", "Too many wrong passwords. Wait a few minutes, then try again.", {
    until: new Date(until).toISOString(),
    retryAfterMs: until - now,
  });
}

export function noteWrong(state: SessionState, guess: Guess, now: number): void {
  state.wrongPasswords = state.wrongPasswords.filter(({ at }) => Date.parse(at) > now - WINDOW_MS);
  state.wrongPasswords.push({ at: new Date(now).toISOString(), ...guess });
}

/** One caller's: an IPv4 address, or the /64 that an IPv6 connection is given as a whole. */
export function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !address.includes(":")) return mapped ?? address;
  const [head = "", tail] = address.toLowerCase().split("::");
  const start = head.split(":").filter(Boolean);
  const end = tail?.split(":").filter(Boolean) ?? [];
  const zeros = Array<string>(Math.max(0, 8 - start.length - end.length)).fill("0");
  return [...start, ...zeros, ...end].slice(0, 4).join(":");
}
