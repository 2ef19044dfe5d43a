import type { SessionState } from "@/lib/storage/ports";

const MAX_ATTEMPTS = 5;
/** From all networks together: so many that one guesser, who has few, does not shut the owner out. */
const MAX_ATTEMPTS_IN_ALL = 100;
/** How long a wrong password counts. */
export const WINDOW_MS = 5 * 60 * 1000;

/** Until when nobody of this network may try a password, in milliseconds; undefined when it may now. */
export function refusedUntil(
  wrongPasswords: SessionState["wrongPasswords"],
  network: string,
  now: number,
): number | undefined {
  // A clock that was set back must not make a wait of five minutes one of years.
  const recent = wrongPasswords.filter(({ at }) => Date.parse(at) > now - WINDOW_MS && Date.parse(at) <= now);
  const own = recent.filter((wrong) => wrong.network === network);
  const [first] = own.length >= MAX_ATTEMPTS ? own : recent.length >= MAX_ATTEMPTS_IN_ALL ? recent : [];
  return first && Date.parse(first.at) + WINDOW_MS;
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
