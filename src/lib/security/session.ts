import { createHash, timingSafeEqual } from "node:crypto";
import { AppError } from "@/types/errors";

export const SESSION_COOKIE = "patchbay_session";
const SESSION_SECONDS = 30 * 24 * 60 * 60;
const MAX_ATTEMPTS = 5;
/** From all addresses together: so many that one guesser, who has few, does not shut the owner out. */
const MAX_ATTEMPTS_IN_ALL = 100;
const ATTEMPT_WINDOW_MS = 5 * 60 * 1000;

export interface LoginOrigin {
  /** The IP address at the other end of the connection; wrong passwords are counted by it. */
  address: string;
  /** Over https, as the browser sees it. */
  isSecure: boolean;
}

export interface Sessions {
  /** The `Set-Cookie` value of a new session. @throws AppError `login_required` (wrong), `rate_limited` (too often) */
  login(password: string, from: LoginOrigin): Promise<string>;
  /** The `Set-Cookie` value that ends the session in this browser. */
  logout(): string;
  isValid(cookieHeader: string | null): Promise<boolean>;
}

/**
 * Sessions of password mode: the cookie is an expiry and its HMAC, so that a restart logs nobody out, and the
 * password is part of what is signed, so that a new one logs everybody out.
 */
export function createSessions(
  password: string,
  mac: (text: string) => Promise<string>,
  now: () => number = Date.now,
): Sessions {
  const sign = (expiresAt: string) => mac(`session:${expiresAt}:${password}`);
  let failures: { at: number; network: string }[] = [];

  /** Until when nobody of this network may try; undefined when it may now. */
  function refusedUntil(network: string): number | undefined {
    failures = failures.filter(({ at }) => at > now() - ATTEMPT_WINDOW_MS);
    const own = failures.filter((failure) => failure.network === network);
    const counted = own.length >= MAX_ATTEMPTS ? own : failures.length >= MAX_ATTEMPTS_IN_ALL ? failures : [];
    return counted[0] && counted[0].at + ATTEMPT_WINDOW_MS;
  }

  return {
    login: async (attempt, { address, isSecure }) => {
      const network = networkOf(address);
      const until = refusedUntil(network);
      if (until !== undefined) throw tooOften(until, now());
      if (!isSame(attempt, password)) {
        failures.push({ at: now(), network });
        throw new AppError("login_required", "This is not the password.");
      }
      const expiresAt = String(Math.floor(now() / 1000) + SESSION_SECONDS);
      return toCookie(`${expiresAt}.${await sign(expiresAt)}`, SESSION_SECONDS, isSecure);
    },
    logout: () => toCookie("", 0, false),
    isValid: async (cookieHeader) => {
      const [expiresAt, signature] = readCookie(cookieHeader)?.split(".") ?? [];
      if (expiresAt === undefined || signature === undefined) return false;
      return isSame(signature, await sign(expiresAt)) && Number(expiresAt) > now() / 1000;
    },
  };
}

// Lax, not Strict: the way back from a sign-in is a navigation from another site.
function toCookie(value: string, maxAgeSeconds: number, isSecure: boolean): string {
  const secure = isSecure ? "; Secure" : "";
  return `${SESSION_COOKIE}=${value}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${maxAgeSeconds}${secure}`;
}

function readCookie(header: string | null): string | undefined {
  const prefix = `${SESSION_COOKIE}=`;
  return header
    ?.split(";")
    .map((pair) => pair.trim())
    .find((pair) => pair.startsWith(prefix))
    ?.slice(prefix.length);
}

/** Compared as digests, so that neither length nor place of a difference shows in the time it takes. */
function isSame(a: string, b: string): boolean {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(a), digest(b));
}

function tooOften(until: number, now: number): AppError {
  return new AppError("rate_limited", "Too many wrong passwords. Wait a few minutes, then try again.", {
    until: new Date(until).toISOString(),
    retryAfterMs: until - now,
  });
}

/** One caller's: an IPv4 address, or the /64 that an IPv6 connection is given as a whole. */
function networkOf(address: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined || !address.includes(":")) return mapped ?? address;
  const [head = "", tail] = address.toLowerCase().split("::");
  const start = head.split(":").filter(Boolean);
  const end = tail?.split(":").filter(Boolean) ?? [];
  const zeros = Array<string>(Math.max(0, 8 - start.length - end.length)).fill("0");
  return [...start, ...zeros, ...end].slice(0, 4).join(":");
}
