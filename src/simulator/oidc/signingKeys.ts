import { exportJWK, generateKeyPair, type JWK, SignJWT, UnsecuredJWT } from "jose";
import type { IdTokenFault } from "@/simulator/types";

interface SigningKey {
  kid: string;
  privateKey: CryptoKey;
  privateJwk: JWK;
  publicJwk: JWK;
}

async function createKey(kid: string): Promise<SigningKey> {
  const { privateKey, publicKey } = await generateKeyPair("RS256", { extractable: true });
  const use = { kid, alg: "RS256", use: "sig" };
  return {
    kid,
    privateKey,
    privateJwk: { ...(await exportJWK(privateKey)), ...use },
    publicJwk: { ...(await exportJWK(publicKey)), ...use },
  };
}

export interface SigningKeys {
  /** The key the OIDC server itself was started with. */
  first: SigningKey;
  /** What is published, newest first. */
  published(): JWK[];
  rotate(): Promise<void>;
  /** The same claims signed by the present key, or spoilt in the asked way. */
  signIdToken(claims: Record<string, unknown>, fault: IdTokenFault): Promise<string>;
}

export async function createSigningKeys(): Promise<SigningKeys> {
  const first = await createKey("simulator-1");
  const keys = [first];
  let stranger: Promise<SigningKey> | undefined;

  return {
    first,
    published: () => keys.map((key) => key.publicJwk),
    async rotate() {
      keys.unshift(await createKey(`simulator-${keys.length + 1}`));
    },
    async signIdToken(claims, fault) {
      const current = keys[0] ?? first;
      const spoilt = { ...claims, ...spoiltClaims[fault] };
      if (fault === "unsigned") return new UnsecuredJWT(spoilt).encode();
      if (fault === "hs256") {
        // The classic confusion: the published key, as text, taken for a shared secret.
        const secret = new TextEncoder().encode(JSON.stringify(current.publicJwk));
        return new SignJWT(spoilt).setProtectedHeader({ alg: "HS256", kid: current.kid }).sign(secret);
      }
      stranger ??= createKey("simulator-stranger");
      const signer = fault === "wrong-key" || fault === "unknown-key" ? await stranger : current;
      const kid = fault === "wrong-key" ? current.kid : signer.kid;
      return new SignJWT(spoilt).setProtectedHeader({ alg: "RS256", kid }).sign(signer.privateKey);
    },
  };
}

const spoiltClaims: Partial<Record<IdTokenFault, Record<string, unknown>>> = {
  "wrong-audience": { aud: "app_somebody_else" },
  "wrong-issuer": { iss: "https://issuer.invalid" },
  "wrong-nonce": { nonce: "of another sign-in" },
  expired: { iat: 1_600_000_000, exp: 1_600_003_600 },
};
