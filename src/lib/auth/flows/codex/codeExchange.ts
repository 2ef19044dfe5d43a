import * as oauth from "oauth4webapi";
import { z } from "zod";
import { exchangeError } from "@/lib/auth/issuer/exchangeError";
import { toNetworkFailure, toUpstreamFailure } from "@/lib/auth/issuer/issuerFailure";
import { oauthRequest } from "@/lib/auth/issuer/oauthRequest";
import { codexUserAgent } from "@/lib/userAgent";
import { AppError } from "@/types/errors";
import { type CodexContext, TOKEN_PATH } from "./codexProtocol";

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
  const { issuer } = settings;
  return oauth.genericTokenEndpointRequest(
    { issuer, token_endpoint: `${issuer}${TOKEN_PATH}` },
    { client_id: settings.clientId },
    oauth.None(),
    grantType,
    new URLSearchParams([["grant_type", grantType], ["client_id", settings.clientId], ...parameters]),
    oauthRequest({ issuer, fetch, userAgent: codexUserAgent(settings) }),
  );
}
