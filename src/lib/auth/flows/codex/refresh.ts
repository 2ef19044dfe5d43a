import { z } from "zod";
import { toNetworkFailure, toUpstreamFailure } from "@/lib/auth/issuer/issuerFailure";
import { type RefreshOutcome, type RefreshReason, resendWhereSafe } from "@/lib/auth/issuer/refreshOutcome";
import { type CodexContext, TOKEN_PATH } from "./codexProtocol";
import { clientHeaders, postToIssuer } from "./issuerPost";

/** Absent tokens keep their old value. */
const refreshResponseSchema = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).nullish(),
  id_token: z.string().min(1).nullish(),
});

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
    const response = await postToIssuer(context, TOKEN_PATH, body, {
      signal,
      headers: clientHeaders(context.settings),
    });
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
