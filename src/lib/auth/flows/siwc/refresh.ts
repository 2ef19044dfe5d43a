import { type RefreshOutcome, resendWhereSafe } from "@/lib/auth/flows/codex/refresh";
import { toNetworkFailure, toUpstreamFailure } from "@/lib/auth/flows/codex/upstreamFailure";
import { isAppError } from "@/types/errors";
import { discover } from "./discovery";
import { postForm, RESOURCE, type SiwcContext } from "./siwcProtocol";
import { parseTokenResponse } from "./tokenResponse";

/**
 * Trades a refresh token for new ones, without naming a scope (protocol note, §8). What the answer leaves out keeps
 * its old value. Never throws for a failure of the other side.
 */
export async function refreshSiwcTokens(
  context: SiwcContext,
  grant: { clientId: string; refreshToken: string },
  nowMs: number,
): Promise<RefreshOutcome> {
  let endpoint: string;
  try {
    endpoint = (await discover(context)).token;
  } catch (error) {
    if (!isAppError(error)) throw error;
    // Nothing was sent, so the refresh token is as good as before.
    return { failure: { code: "discovery_failed", words: error.message, isPage: error.code === "egress_blocked" } };
  }
  return resendWhereSafe((signal) => refreshOnce(context, endpoint, grant, nowMs, signal));
}

async function refreshOnce(
  context: SiwcContext,
  endpoint: string,
  { clientId, refreshToken }: { clientId: string; refreshToken: string },
  nowMs: number,
  signal: AbortSignal,
): Promise<RefreshOutcome> {
  const fields = {
    grant_type: "refresh_token",
    client_id: clientId,
    refresh_token: refreshToken,
    resource: RESOURCE,
  };
  try {
    const response = await postForm(context, endpoint, fields, signal);
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
