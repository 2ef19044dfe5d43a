import { type RedeemedCode, redeemCode, unusableAnswer } from "@/lib/auth/issuer/tokenForms";
import type { TokenAnswer } from "@/lib/auth/issuer/tokenResponse";
import { type GoogleContext, googleClient, ISSUER_NAME } from "./googleProtocol";

export type IssuedGoogleTokens = TokenAnswer & { accessToken: string; idToken: string };

/**
 * Trades an authorization code for tokens, once.
 * @throws AppError `flow_expired`, `egress_blocked`, `rate_limited`, `timeout`, `upstream_unavailable`, `upstream_rejected`
 */
export async function exchangeGoogleCode(
  context: GoogleContext,
  grant: RedeemedCode,
  nowMs: number,
): Promise<IssuedGoogleTokens> {
  const tokens = await redeemCode(googleClient(context), grant, nowMs);
  const { accessToken, idToken } = tokens;
  if (accessToken === null) throw unusableAnswer(ISSUER_NAME, "an access token is missing");
  if (idToken === null) throw unusableAnswer(ISSUER_NAME, "it holds no identity");
  return { ...tokens, accessToken, idToken };
}
