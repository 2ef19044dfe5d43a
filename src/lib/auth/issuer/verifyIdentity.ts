import { AppError } from "@/types/errors";
import { type IdTokenVerifier, refusedIdentity } from "./idToken";
import { decodeClaims } from "./tokenClaims";

export interface ExpectedIdentity {
  clientId: string;
  /** Of the sign-in; a renewal has none. */
  nonce?: string;
  issuerName?: string;
}

/**
 * Checks an id token of this route (OpenID Connect Core 1.0, §3.1.3.7). What cannot be checked is
 * not believed, but is no forgery either.
 * @throws AppError `upstream_rejected` for a wrong token, `upstream_unavailable` when the issuer's keys are out of reach
 */
export async function verifyIdentity(
  verifier: IdTokenVerifier,
  idToken: string,
  { clientId, nonce, issuerName = "OpenAI" }: ExpectedIdentity,
): Promise<void> {
  const verdict = await verifier.verify(idToken, clientId);
  if (verdict === "unverified") {
    throw new AppError(
      "upstream_unavailable",
      `${issuerName}'s signing keys could not be fetched, or do not include the one that signed this identity, so it could not be checked. Try again in a moment.`,
      { action: "reconnect" },
    );
  }
  const claims = decodeClaims(idToken) ?? {};
  const isForSeveral = Array.isArray(claims.aud) && claims.aud.length > 1;
  if ((isForSeveral || claims.azp !== undefined) && claims.azp !== clientId) {
    throw refusedIdentity("it was given to another program");
  }
  if (nonce !== undefined && claims.nonce !== nonce) throw refusedIdentity("it belongs to another sign-in");
  if (typeof claims.iat !== "number") throw refusedIdentity("it does not say when it was made");
}
