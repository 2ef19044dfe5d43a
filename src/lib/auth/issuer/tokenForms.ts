import { setTimeout as sleep } from "node:timers/promises";
import { PATCHBAY_AGENT } from "@/lib/userAgent";
import { isAppError } from "@/types/errors";
import { toNetworkFailure, toUpstreamFailure } from "./issuerFailure";
import { REQUEST_TIMEOUT_MS } from "./issuerRequest";
import { type RefreshOutcome, resendWhereSafe } from "./refreshOutcome";
import { parseTokenResponse } from "./tokenResponse";

export type Fields = Record<string, string>;

/** Form-encoded, within 10 s; a redirect is not followed. */
export function postForm(
  { fetch }: { fetch: typeof globalThis.fetch },
  url: string,
  fields: Fields,
  signal: AbortSignal = AbortSignal.timeout(REQUEST_TIMEOUT_MS),
): Promise<Response> {
  return fetch(url, {
    method: "POST",
    redirect: "manual",
    headers: { accept: "application/json", "user-agent": PATCHBAY_AGENT },
    body: new URLSearchParams(fields),
    signal,
  });
}

/** How a form gets to an endpoint that discovery names. */
export interface FormRequest<Endpoint extends string | undefined> {
  fetch: typeof fetch;
  /** @throws AppError when discovery fails */
  findEndpoint(): Promise<Endpoint>;
  fields: Fields;
}

/**
 * Trades a refresh token for new ones. What the answer leaves out keeps its old value. Never throws for a failure of
 * the other side.
 */
export async function refreshByForm(request: FormRequest<string>, nowMs: number): Promise<RefreshOutcome> {
  let endpoint: string;
  try {
    endpoint = await request.findEndpoint();
  } catch (error) {
    if (!isAppError(error)) throw error;
    // Nothing was sent, so the refresh token is as good as before.
    return { failure: { code: "discovery_failed", words: error.message, isPage: error.code === "egress_blocked" } };
  }
  return resendWhereSafe((signal) => refreshOnce(request, endpoint, nowMs, signal));
}

async function refreshOnce(
  request: FormRequest<string>,
  endpoint: string,
  nowMs: number,
  signal: AbortSignal,
): Promise<RefreshOutcome> {
  try {
    const response = await postForm(request, endpoint, request.fields, signal);
    if (!response.ok) return { failure: await toUpstreamFailure(response, Date.now()) };
    const tokens = parseTokenResponse(await response.json(), nowMs);
    if (tokens?.accessToken == null) {
      return { failure: { status: response.status, code: "unreadable_answer", isPage: false } };
    }
    return {
      tokens: {
        accessToken: tokens.accessToken,
        refreshToken: tokens.refreshToken ?? undefined,
        idToken: tokens.idToken ?? undefined,
        scope: tokens.scope ?? undefined,
        expiresAt: tokens.expiresAt ?? undefined,
        earliestRefreshAt: tokens.earliestRefreshAt,
      },
    };
  } catch (error) {
    return { failure: toNetworkFailure(error) };
  }
}

const MAX_TRIES = 2;
const PAUSE_MS = 300;

/** Ends a session at the issuer: true when it confirmed. Two tries; the local tokens are gone either way. */
export async function revokeByForm(request: FormRequest<string | undefined>): Promise<boolean> {
  for (let attempt = 1; attempt <= MAX_TRIES; attempt++) {
    if (attempt > 1) await sleep(PAUSE_MS);
    try {
      const endpoint = await request.findEndpoint();
      if (endpoint === undefined) return false;
      const response = await postForm(request, endpoint, request.fields);
      await response.body?.cancel();
      if (response.ok) return true;
      if (response.status < 500) return false;
    } catch {
      // Unreachable: once more, then it is told as not confirmed.
    }
  }
  return false;
}
