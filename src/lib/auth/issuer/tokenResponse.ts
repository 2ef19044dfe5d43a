import { z } from "zod";

/** What the token endpoint answers. Values that may be absent or odd are judged where they are used. */
const tokenResponseSchema = z.object({
  access_token: z.string().min(1).nullish(),
  refresh_token: z.string().min(1).nullish(),
  id_token: z.string().min(1).nullish(),
  token_type: z.string().nullish(),
  expires_in: z.unknown().optional(),
  scope: z.string().nullish(),
  earliest_refresh_at: z.unknown().optional(),
});

export interface TokenAnswer {
  accessToken: string | null;
  refreshToken: string | null;
  idToken: string | null;
  /** Granted, separated by spaces; null when the answer did not say. */
  scope: string | null;
  /** ISO 8601, by this computer's clock; null without a believable `expires_in`. */
  expiresAt: string | null;
  /** ISO 8601: no refresh before it. */
  earliestRefreshAt: string | null;
}

/** Undefined when it is no answer of a token endpoint. */
export function parseTokenResponse(body: unknown, nowMs: number): TokenAnswer | undefined {
  const parsed = tokenResponseSchema.safeParse(body);
  if (!parsed.success) return undefined;
  const { access_token, refresh_token, id_token, token_type, expires_in, scope, earliest_refresh_at } = parsed.data;
  if (token_type && token_type.toLowerCase() !== "bearer") return undefined;
  return {
    accessToken: access_token ?? null,
    refreshToken: refresh_token ?? null,
    idToken: id_token ?? null,
    scope: scope ?? null,
    expiresAt: toExpiry(expires_in, nowMs),
    earliestRefreshAt: toEarliestRefresh(earliest_refresh_at, nowMs),
  };
}

const MAX_LIFETIME_MS = 366 * 24 * 3_600_000;
/** Refresh tokens live so long; a bound beyond it would forbid every refresh, so it is not believed. */
const REFRESH_TOKEN_LIFETIME_MS = 30 * 24 * 3_600_000;

function toExpiry(seconds: unknown, nowMs: number): string | null {
  if (typeof seconds !== "number" || !(seconds > 0) || seconds * 1000 > MAX_LIFETIME_MS) return null;
  return new Date(nowMs + seconds * 1000).toISOString();
}

/** Neither meaning nor unit is documented: a time as text, or seconds or milliseconds since 1970, is a lower bound. */
export function toEarliestRefresh(value: unknown, nowMs: number): string | null {
  const atMs = toEpochMs(value);
  if (atMs === undefined || atMs <= nowMs || atMs > nowMs + REFRESH_TOKEN_LIFETIME_MS) return null;
  return new Date(atMs).toISOString();
}

function toEpochMs(value: unknown): number | undefined {
  if (typeof value === "string" && !/^\d+(\.\d+)?$/.test(value)) {
    const atMs = Date.parse(value);
    return Number.isNaN(atMs) ? undefined : atMs;
  }
  if (typeof value !== "number" && typeof value !== "string") return undefined;
  const number = Number(value);
  return number > 1e11 ? number : number * 1000;
}
