import * as oauth from "oauth4webapi";
import { z } from "zod";
import { AppError } from "@/types/errors";
import { ALGORITHMS, CLOCK_TOLERANCE_MS, type IdTokenVerifier, refusedIdentity } from "./idToken";

export interface ExpectedIdentity {
  clientId: string;
  /** Of the sign-in; a renewal has none. */
  nonce?: string;
  issuerName?: string;
}

/**
 * Checks an id token of an issuer that describes itself (OpenID Connect Core 1.0, §3.1.3.7). What cannot be checked is
 * not believed, but is no forgery either.
 * @throws AppError `upstream_rejected` for a wrong token, `upstream_unavailable` when the issuer's keys are out of reach
 */
export async function verifyIdentity(
  verifier: IdTokenVerifier,
  idToken: string,
  expected: ExpectedIdentity,
): Promise<void> {
  await checkClaims(verifier, idToken, expected);
  if ((await verifier.verifySignature(idToken)) === "verified") return;
  throw new AppError(
    "upstream_unavailable",
    `${expected.issuerName ?? "OpenAI"}'s signing keys could not be fetched, or do not include the one that signed this identity, so it could not be checked. Try again in a moment.`,
    { action: "reconnect" },
  );
}

async function checkClaims(
  { issuer, now }: IdTokenVerifier,
  idToken: string,
  { clientId, nonce }: ExpectedIdentity,
): Promise<void> {
  const server = { issuer, id_token_signing_alg_values_supported: ALGORITHMS };
  const client: oauth.Client = {
    client_id: clientId,
    [oauth.clockSkew]: Math.round((now() - Date.now()) / 1000),
    [oauth.clockTolerance]: CLOCK_TOLERANCE_MS / 1000,
  };
  // The library judges an id token as part of a token answer. Those of route siwc are none when they grant no more
  // than the identity, and a renewed one is checked later than it came: so it is handed the token alone.
  const answer = Response.json({ access_token: "none", token_type: "bearer", id_token: idToken });
  try {
    const expectedNonce = nonce || oauth.expectNoNonce;
    const judged =
      nonce === undefined
        ? await oauth.processRefreshTokenResponse(server, client, answer)
        : await oauth.processAuthorizationCodeResponse(server, client, answer, { expectedNonce, requireIdToken: true });
    const { azp } = oauth.getValidatedIdTokenClaims(judged) ?? {};
    // The library asks for it only beside several audiences.
    if (azp !== undefined && azp !== clientId) throw refusedIdentity(reasons.azp);
  } catch (cause) {
    const isJudgement =
      cause instanceof oauth.OperationProcessingError || cause instanceof oauth.UnsupportedOperationError;
    throw isJudgement ? refusedIdentity(reasonOf(cause.cause), cause) : cause;
  }
}

/** By the claim that is wrong or missing. */
const reasons = {
  iss: "it comes from another issuer",
  aud: "it was made for another program",
  azp: "it was given to another program",
  nonce: "it belongs to another sign-in",
  exp: "it has expired; check the clock of this computer",
  nbf: "it is not valid yet; check the clock of this computer",
  iat: "it does not say when it was made",
  sub: "it names no subject",
};
type JudgedClaim = keyof typeof reasons;
const required: JudgedClaim[] = ["iss", "aud", "exp", "iat", "sub"];

/** What the library says of its judgement: the claim, or all claims when one is missing, or the header. */
const judgementSchema = z.object({
  claim: z
    .enum(Object.keys(reasons) as JudgedClaim[])
    .optional()
    .catch(undefined),
  claims: z.record(z.string(), z.unknown()).optional().catch(undefined),
  header: z.unknown().optional(),
});

function reasonOf(judgement: unknown): string {
  const { claim, claims, header } = judgementSchema.safeParse(judgement).data ?? {};
  if (claim !== undefined) return reasons[claim];
  if (claims !== undefined) return reasons[required.find((name) => claims[name] === undefined) ?? "nonce"];
  return header === undefined ? "it is not a signed token" : "its algorithm is not allowed";
}
