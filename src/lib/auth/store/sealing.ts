import type { SecretBox } from "@/lib/security/secretBox";
import type { StoredAccount, StoredPending } from "./authFileSchema";

/** Records hold secrets as they stand in the file, sealed; they are opened where they are used and nowhere else. */

export interface Tokens {
  /** Null when the sign-in gives an identity and nothing else. */
  accessToken: string | null;
  /** Null when the issuer gave none. */
  refreshToken: string | null;
  idToken: string | null;
}

type SealedTokens = Pick<StoredAccount, "access_token" | "refresh_token" | "id_token">;

export async function sealTokens(box: SecretBox, accountId: string, tokens: Tokens): Promise<SealedTokens> {
  const seal = (field: keyof SealedTokens, secret: string | null) =>
    secret === null ? null : box.seal(secret, { owner: accountId, field });
  return {
    access_token: await seal("access_token", tokens.accessToken),
    refresh_token: await seal("refresh_token", tokens.refreshToken),
    id_token: await seal("id_token", tokens.idToken),
  };
}

/** Null when the account has no such secret. @throws AppError `storage_failed` */
export async function openToken(
  box: SecretBox,
  account: StoredAccount,
  field: keyof SealedTokens | "api_key" | "proxy_url",
): Promise<string | null> {
  const sealed = account[field];
  return sealed === null ? null : box.open(sealed, { owner: account.id, field });
}

export function sealCodeVerifier(box: SecretBox, attemptId: string, codeVerifier: string): Promise<string> {
  return box.seal(codeVerifier, { owner: attemptId, field: "code_verifier" });
}

/** Null once the sign-in is over. @throws AppError `storage_failed` */
export async function openCodeVerifier(box: SecretBox, pending: StoredPending): Promise<string | null> {
  return pending.code_verifier === null
    ? null
    : box.open(pending.code_verifier, { owner: pending.attempt_id, field: "code_verifier" });
}
