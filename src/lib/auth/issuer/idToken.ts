import { compactVerify, createRemoteJWKSet, customFetch, decodeProtectedHeader, type JWSHeaderParameters } from "jose";
import { z } from "zod";
import { AppError } from "@/types/errors";
import { decodeClaims } from "./tokenClaims";

/** Asymmetric only: with `none` or a shared secret anybody could have written the token. */
export const ALGORITHMS = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "PS384",
  "PS512",
  "ES256",
  "ES384",
  "ES512",
  "EdDSA",
  "Ed25519",
];
const FETCH_TIMEOUT_MS = 5000;
/** How far the issuer's clock may be from ours. */
export const CLOCK_TOLERANCE_MS = 60_000;

/** `unverified`: the claims are right, but the issuer's keys could not be fetched or do not name the token's key. */
export type IdTokenVerdict = "verified" | "unverified";

export interface IdTokenVerifier {
  issuer: string;
  now: () => number;
  /**
   * What can be asked of an issuer that does not promise OpenID Connect.
   * @throws AppError `upstream_rejected` for a wrong signature, algorithm, issuer, audience or time
   */
  verify(idToken: string, audience: string): Promise<IdTokenVerdict>;
  /** The signature alone. @throws AppError `upstream_rejected` for a wrong signature or algorithm */
  verifySignature(idToken: string): Promise<IdTokenVerdict>;
}

export interface IdTokenVerifierOptions {
  issuer: string;
  fetch: typeof fetch;
  now: () => number;
  /** Where the keys may be beside the issuer's own origin. */
  isTrusted?: (address: URL) => boolean;
}

type KeySet = ReturnType<typeof createRemoteJWKSet>;

export function createIdTokenVerifier({
  issuer,
  fetch,
  now,
  isTrusted = () => false,
}: IdTokenVerifierOptions): IdTokenVerifier {
  let keySet: KeySet | undefined;

  async function keys(): Promise<KeySet> {
    if (keySet !== undefined) return keySet;
    const named = await discoverJwksUrl(issuer, isTrusted, fetch);
    const found = createRemoteJWKSet(named ?? new URL(`${issuer}/.well-known/jwks.json`), {
      [customFetch]: fetch,
      timeoutDuration: FETCH_TIMEOUT_MS,
      // An unknown key id is looked up once more at once: the issuer may have rotated its keys.
      cooldownDuration: 0,
    });
    // A guessed address is not kept: discovery may answer next time.
    if (named !== undefined) keySet = found;
    return found;
  }

  async function verifySignature(idToken: string): Promise<IdTokenVerdict> {
    const header = readHeader(idToken);
    const key = await findKey(await keys(), header);
    if (key === undefined) return "unverified";
    await compactVerify(idToken, key, { algorithms: ALGORITHMS }).catch((cause: unknown) => {
      throw refusedIdentity("its signature is wrong", cause);
    });
    return "verified";
  }

  return {
    issuer,
    now,
    verifySignature,
    async verify(idToken, audience) {
      readHeader(idToken);
      checkClaims(idToken, { issuer, audience, nowMs: now() });
      return verifySignature(idToken);
    },
  };
}

function readHeader(idToken: string): JWSHeaderParameters & { alg: string } {
  let header: ReturnType<typeof decodeProtectedHeader>;
  try {
    header = decodeProtectedHeader(idToken);
  } catch (cause) {
    throw refusedIdentity("it is not a signed token", cause);
  }
  const { alg } = header;
  if (typeof alg !== "string" || !ALGORITHMS.includes(alg)) throw refusedIdentity("its algorithm is not allowed");
  return { ...header, alg };
}

/** OpenID Connect Core 1.0, §3.1.3.7, items 2, 3 and 9. */
function checkClaims(idToken: string, expected: { issuer: string; audience: string; nowMs: number }): void {
  const { iss, aud, exp } = decodeClaims(idToken) ?? {};
  if (iss !== expected.issuer) throw refusedIdentity("it comes from another issuer");
  const audiences = Array.isArray(aud) ? aud : [aud];
  if (!audiences.includes(expected.audience)) throw refusedIdentity("it was made for another program");
  if (typeof exp !== "number" || exp * 1000 <= expected.nowMs - CLOCK_TOLERANCE_MS) {
    throw refusedIdentity("it has expired; check the clock of this computer");
  }
}

/**
 * Undefined when the keys cannot be fetched or none is the token's. A known key id with another algorithm is a
 * forgery, not an unknown key.
 */
async function findKey(keys: KeySet, header: JWSHeaderParameters): Promise<Awaited<ReturnType<KeySet>> | undefined> {
  try {
    return await keys(header);
  } catch (cause) {
    if (keys.jwks()?.keys.some(({ kid }) => kid !== undefined && kid === header.kid)) {
      throw refusedIdentity("its algorithm does not fit its key", cause);
    }
    return undefined;
  }
}

const discoverySchema = z.object({ jwks_uri: z.url() });

/** The keys' address, if discovery names a trusted one. Nothing else of discovery is used. */
async function discoverJwksUrl(
  issuer: string,
  isTrusted: (address: URL) => boolean,
  fetch: IdTokenVerifierOptions["fetch"],
): Promise<URL | undefined> {
  try {
    const response = await fetch(`${issuer}/.well-known/openid-configuration`, {
      redirect: "manual",
      signal: AbortSignal.timeout(FETCH_TIMEOUT_MS),
    });
    const named = new URL(discoverySchema.parse(await response.json()).jwks_uri);
    return named.origin === new URL(issuer).origin || isTrusted(named) ? named : undefined;
  } catch {
    return undefined;
  }
}

export function notAnIdToken(): AppError {
  return refusedIdentity("it names no subject");
}

/** Something about an id token is wrong. */
export function refusedIdentity(reason: string, cause?: unknown): AppError {
  return new AppError(
    "upstream_rejected",
    `The identity that came back from the sign-in was refused: ${reason}. Nothing was stored.`,
    { action: "reconnect", reason },
    { cause },
  );
}
