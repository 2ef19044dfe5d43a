import * as oauth from "oauth4webapi";
import { z } from "zod";
import { toNetworkFailure, toUpstreamFailure, type UpstreamFailure } from "@/lib/auth/issuer/issuerFailure";
import { codexUserAgent } from "@/lib/userAgent";
import { AppError } from "@/types/errors";
import { isLoopbackHost } from "@/types/outboundUrl";
import { type CodexContext, REQUEST_TIMEOUT_MS, TOKEN_PATH } from "./codexProtocol";

/** Only what is read: the end of the access token stands in the token itself, not in `expires_in`. */
const tokenResponseSchema = z.object({
  id_token: z.string().min(1),
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).nullish(),
});

export interface IssuedTokens {
  idToken: string;
  accessToken: string;
  refreshToken: string | null;
}

/**
 * Trades an authorization code for tokens, once (RFC 6749 §4.1.3, RFC 7636 §4.5).
 * @throws AppError `flow_expired`, `egress_blocked`, `rate_limited`, `timeout`, `upstream_unavailable`, `upstream_rejected`
 */
export async function exchangeCode(
  context: CodexContext,
  grant: { code: string; redirectUri: string; codeVerifier: string },
): Promise<IssuedTokens> {
  const response = await requestTokens(context, "authorization_code", [
    ["code", grant.code],
    ["redirect_uri", grant.redirectUri],
    ["code_verifier", grant.codeVerifier],
  ]).catch((error: unknown) => {
    throw exchangeError(toNetworkFailure(error), error);
  });
  if (!response.ok) throw exchangeError(await toUpstreamFailure(response, Date.now()));
  const parsed = tokenResponseSchema.safeParse(await response.json().catch(() => undefined));
  if (!parsed.success) {
    throw new AppError("upstream_rejected", "OpenAI's answer to the sign-in could not be understood. Sign in again.", {
      action: "reconnect",
      status: response.status,
    });
  }
  const { id_token, access_token, refresh_token } = parsed.data;
  return { idToken: id_token, accessToken: access_token, refreshToken: refresh_token ?? null };
}

/** Asks the token endpoint; the body's fields stand in the order of the client the server knows. */
export function requestTokens(
  { settings, fetch }: CodexContext,
  grantType: string,
  parameters: [string, string][],
): Promise<Response> {
  const issuer = new URL(settings.issuer);
  return oauth.genericTokenEndpointRequest(
    { issuer: settings.issuer, token_endpoint: `${settings.issuer}${TOKEN_PATH}` },
    { client_id: settings.clientId },
    oauth.None(),
    grantType,
    new URLSearchParams([["grant_type", grantType], ["client_id", settings.clientId], ...parameters]),
    {
      headers: { "user-agent": codexUserAgent(settings) },
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
      [oauth.customFetch]: (url, options) => fetch(url, options),
      [oauth.allowInsecureRequests]: issuer.protocol === "http:" && isLoopbackHost(issuer.hostname),
    },
  );
}

/** A failure at the issuer as a person signing in should read it. */
export function exchangeError(failure: UpstreamFailure, cause?: unknown, issuer = "OpenAI"): AppError {
  const facts = { status: failure.status, upstreamCode: failure.code, upstreamMessage: failure.words };
  const { status } = failure;
  const make = (code: ConstructorParameters<typeof AppError>[0], message: string, more: object = {}) =>
    new AppError(code, message, { ...facts, ...more }, { cause });
  if (failure.code === "timeout") {
    return make("timeout", `${issuer} did not answer within 10 seconds. Sign in again.`, { action: "reconnect" });
  }
  if (status === undefined) {
    return make(
      "upstream_unavailable",
      `${issuer}'s sign-in server could not be reached (${failure.code}). Check this computer's connection and proxy, then sign in again.`,
      { action: "reconnect" },
    );
  }
  if (failure.code === "invalid_grant") {
    return make("flow_expired", `${issuer} says this sign-in has expired or was already used. Sign in again.`);
  }
  if (status === 403 || failure.isPage) {
    return make(
      "egress_blocked",
      `You signed in, but ${issuer} refuses requests from this server's network address. Try another network or a proxy (HTTPS_PROXY).`,
    );
  }
  if (status === 429) {
    return make(
      "rate_limited",
      `${issuer} is receiving too many sign-ins from here. Wait a moment and sign in again.`,
      {
        retryAfterMs: failure.retryAfterMs,
      },
    );
  }
  if (status >= 500) {
    return make("upstream_unavailable", `${issuer}'s sign-in server had a problem (${status}). Sign in again.`, {
      action: "reconnect",
    });
  }
  return make("upstream_rejected", `${issuer} refused the sign-in: ${failure.words ?? failure.code}.`, {
    action: "reconnect",
  });
}
