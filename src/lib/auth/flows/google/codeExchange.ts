import { exchangeError } from "@/lib/auth/issuer/exchangeError";
import { toNetworkFailure, toUpstreamFailure } from "@/lib/auth/issuer/issuerFailure";
import { postForm } from "@/lib/auth/issuer/tokenForms";
import { parseTokenResponse, type SiwcTokens } from "@/lib/auth/issuer/tokenResponse";
import { AppError } from "@/types/errors";
import { discoverGoogle, type GoogleContext, ISSUER_NAME, requireClient } from "./googleProtocol";

export type IssuedGoogleTokens = SiwcTokens & { accessToken: string; idToken: string };

/**
 * Trades an authorization code for tokens, once (RFC 6749 §4.1.3, RFC 7636 §4.5).
 * @throws AppError `flow_expired`, `egress_blocked`, `rate_limited`, `timeout`, `upstream_unavailable`, `upstream_rejected`
 */
export async function exchangeGoogleCode(
  context: GoogleContext,
  grant: { code: string; codeVerifier: string; redirectUri: string },
  nowMs: number,
): Promise<IssuedGoogleTokens> {
  const { token } = await discoverGoogle(context);
  const client = requireClient(context.settings);
  const response = await postForm(context, token, {
    grant_type: "authorization_code",
    client_id: client.id,
    client_secret: client.secret,
    code: grant.code,
    code_verifier: grant.codeVerifier,
    redirect_uri: grant.redirectUri,
  }).catch((error: unknown) => {
    throw exchangeError(toNetworkFailure(error), error, ISSUER_NAME);
  });
  if (!response.ok) throw exchangeError(await toUpstreamFailure(response, Date.now()), undefined, ISSUER_NAME);
  const tokens = parseTokenResponse(await response.json().catch(() => undefined), nowMs);
  if (tokens === undefined) throw unusable("it could not be understood");
  const { accessToken, idToken } = tokens;
  if (accessToken === null) throw unusable("an access token is missing");
  if (idToken === null) throw unusable("it holds no identity");
  return { ...tokens, accessToken, idToken };
}

function unusable(reason: string): AppError {
  return new AppError(
    "upstream_rejected",
    `Google's answer to the sign-in was refused: ${reason}. Nothing was stored; sign in again.`,
    { action: "reconnect", reason },
  );
}
