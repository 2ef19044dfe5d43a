import { setTimeout as sleep } from "node:timers/promises";
import type { UpstreamFailure } from "./issuerFailure";
import { REQUEST_TIMEOUT_MS } from "./issuerRequest";
import { isSafeToResend } from "./refreshFailure";

/** Why a token is renewed, in the words of the Codex client. */
export type RefreshReason = "proactive_expiry" | "scheduled" | "unauthorized_recovery";

/** What a renewal brought. Absent tokens keep their old value. */
export interface RefreshedTokens {
  accessToken: string;
  refreshToken?: string;
  idToken?: string;
  /** Granted, where the answer says it. */
  scope?: string;
  /** ISO 8601, where the answer says it; else the access token itself does. */
  expiresAt?: string;
  /** ISO 8601: no refresh before it. */
  earliestRefreshAt?: string | null;
}

export type RefreshOutcome = { tokens: RefreshedTokens } | { failure: UpstreamFailure };

const MAX_TRIES = 3;
const FIRST_PAUSE_MS = 100;

/**
 * Sends a refresh token again only after failures that prove it was not used: up to three tries within 10 s, and the
 * signal ends with them.
 */
export async function resendWhereSafe(
  refresh: (signal: AbortSignal) => Promise<RefreshOutcome>,
): Promise<RefreshOutcome> {
  const deadline = AbortSignal.timeout(REQUEST_TIMEOUT_MS);
  const endMs = performance.now() + REQUEST_TIMEOUT_MS;
  for (let attempt = 1; ; attempt++) {
    const outcome = await refresh(deadline);
    if ("tokens" in outcome || attempt === MAX_TRIES || !isSafeToResend(outcome.failure)) return outcome;
    const pauseMs = outcome.failure.retryAfterMs ?? FIRST_PAUSE_MS * 2 ** (attempt - 1);
    if (performance.now() + pauseMs >= endMs) return outcome;
    await sleep(pauseMs);
  }
}
