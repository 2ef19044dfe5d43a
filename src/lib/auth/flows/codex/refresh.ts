import { setTimeout as sleep } from "node:timers/promises";
import { z } from "zod";
import { toNetworkFailure, toUpstreamFailure, type UpstreamFailure } from "@/lib/auth/issuer/issuerFailure";
import { isSafeToResend } from "@/lib/auth/issuer/refreshFailure";
import { type CodexContext, REQUEST_TIMEOUT_MS, type RefreshReason, TOKEN_PATH } from "./codexProtocol";
import { postToIssuer } from "./issuerPost";

/** Absent tokens keep their old value. */
const refreshResponseSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).nullish(),
  id_token: z.string().min(1).nullish(),
});

export interface RefreshedTokens {
  accessToken: string;
  refreshToken?: string;
  idToken?: string;
  /** Route siwc: granted, where the answer says it. */
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
 * Trades a refresh token for new ones within 10 s in all. Sends it again only after failures
 * that prove it was not used. Never throws for a failure of the other side.
 */
export function refreshTokens(
  context: CodexContext,
  refreshToken: string,
  reason: RefreshReason,
): Promise<RefreshOutcome> {
  return resendWhereSafe((signal) => refreshOnce(context, refreshToken, reason, signal));
}

/** Up to three tries within 10 s; the signal ends with them. */
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

async function refreshOnce(
  context: CodexContext,
  refreshToken: string,
  reason: RefreshReason,
  signal: AbortSignal,
): Promise<RefreshOutcome> {
  const body = {
    client_id: context.settings.clientId,
    grant_type: "refresh_token",
    refresh_reason: reason,
    refresh_token: refreshToken,
  };
  try {
    const response = await postToIssuer(context, TOKEN_PATH, body, signal);
    if (!response.ok) return { failure: await toUpstreamFailure(response, Date.now()) };
    return parseTokens(response.status, await response.json());
  } catch (error) {
    return { failure: toNetworkFailure(error) };
  }
}

function parseTokens(status: number, body: unknown): RefreshOutcome {
  const parsed = refreshResponseSchema.safeParse(body);
  if (!parsed.success) return { failure: { status, code: "unreadable_answer", isPage: false } };
  const { access_token, refresh_token, id_token } = parsed.data;
  return {
    tokens: { accessToken: access_token, refreshToken: refresh_token ?? undefined, idToken: id_token ?? undefined },
  };
}
