import { type RedeemedCode, redeemCode, unusableAnswer } from "@/lib/auth/issuer/tokenForms";
import type { TokenAnswer } from "@/lib/auth/issuer/tokenResponse";
import { siwcClient } from "./siwcClient";
import { allowsPlanUse, type SiwcContext } from "./siwcProtocol";

/** With an id token and a scope; an access token only when the person lets the plan be used, or the sign-in last. */
export type IssuedSiwcTokens = TokenAnswer & { idToken: string; scope: string };

/**
 * Trades an authorization code for tokens, once.
 * @throws AppError `flow_expired`, `egress_blocked`, `rate_limited`, `timeout`, `upstream_unavailable`, `upstream_rejected`
 */
export async function exchangeSiwcCode(
  context: SiwcContext,
  { clientId, ...grant }: RedeemedCode & { clientId: string },
  nowMs: number,
): Promise<IssuedSiwcTokens> {
  return checkIssued(await redeemCode(siwcClient(context, clientId), grant, nowMs));
}

function checkIssued(tokens: TokenAnswer): IssuedSiwcTokens {
  const unusable = (reason: string) => unusableAnswer("OpenAI", reason);
  const { idToken, scope, accessToken, refreshToken, expiresAt } = tokens;
  if (idToken === null) throw unusable("it holds no identity");
  if (scope === null) throw unusable("it does not say what was granted");
  const isLasting = scope.split(" ").includes("offline_access");
  if (isLasting && refreshToken === null) throw unusable("a refresh token is missing");
  if (accessToken === null && (isLasting || allowsPlanUse(scope))) throw unusable("an access token is missing");
  if (accessToken !== null && expiresAt === null) throw unusable("it does not say how long it holds");
  return { ...tokens, idToken, scope };
}
