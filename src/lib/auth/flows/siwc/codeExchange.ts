import { exchangeError } from "@/lib/auth/issuer/exchangeError";
import { toNetworkFailure, toUpstreamFailure } from "@/lib/auth/issuer/issuerFailure";
import { postForm } from "@/lib/auth/issuer/tokenForms";
import { parseTokenResponse, type SiwcTokens } from "@/lib/auth/issuer/tokenResponse";
import { AppError } from "@/types/errors";
import { discover } from "./discovery";
import { allowsPlanUse, RESOURCE, type SiwcContext } from "./siwcProtocol";

/** With an id token and a scope; an access token only when the person lets the plan be used, or the sign-in last. */
export type IssuedSiwcTokens = SiwcTokens & { idToken: string; scope: string };

/**
 * Trades an authorization code for tokens, once.
 * @throws AppError `flow_expired`, `egress_blocked`, `rate_limited`, `timeout`, `upstream_unavailable`, `upstream_rejected`
 */
export async function exchangeSiwcCode(
  context: SiwcContext,
  grant: { clientId: string; code: string; codeVerifier: string; redirectUri: string },
  nowMs: number,
): Promise<IssuedSiwcTokens> {
  const { token } = await discover(context);
  const response = await postForm(context, token, {
    grant_type: "authorization_code",
    client_id: grant.clientId,
    code: grant.code,
    code_verifier: grant.codeVerifier,
    redirect_uri: grant.redirectUri,
    resource: RESOURCE,
  }).catch((error: unknown) => {
    throw exchangeError(toNetworkFailure(error), error);
  });
  if (!response.ok) throw exchangeError(await toUpstreamFailure(response, Date.now()));
  return checkIssued(parseTokenResponse(await response.json().catch(() => undefined), nowMs));
}

function checkIssued(tokens: SiwcTokens | undefined): IssuedSiwcTokens {
  if (tokens === undefined) throw unusable("it could not be understood");
  const { idToken, scope, accessToken, refreshToken, expiresAt } = tokens;
  if (idToken === null) throw unusable("it holds no identity");
  if (scope === null) throw unusable("it does not say what was granted");
  const isLasting = scope.split(" ").includes("offline_access");
  if (isLasting && refreshToken === null) throw unusable("a refresh token is missing");
  if (accessToken === null && (isLasting || allowsPlanUse(scope))) throw unusable("an access token is missing");
  if (accessToken !== null && expiresAt === null) throw unusable("it does not say how long it holds");
  return { ...tokens, idToken, scope };
}

function unusable(reason: string): AppError {
  return new AppError(
    "upstream_rejected",
    `OpenAI's answer to the sign-in was refused: ${reason}. Nothing was stored; sign in again.`,
    { action: "reconnect", reason },
  );
}
