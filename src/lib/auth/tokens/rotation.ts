import type { IdTokenVerifier } from "@/lib/auth/issuer/idToken";
import { verifyIdentity } from "@/lib/auth/issuer/verifyIdentity";
import type { StoredAccount } from "@/lib/auth/store/authFileSchema";
import type { AuthStore } from "@/lib/auth/store/authStore";
import { openToken } from "@/lib/auth/store/sealing";
import type { SecretBox } from "@/lib/security/secretBox";
import { AppError, isAppError } from "@/types/errors";

export interface RotationContext {
  store: AuthStore;
  box: SecretBox;
  verifier: IdTokenVerifier;
  now: () => number;
}

/**
 * Rotated tokens are kept before their identity is checked, since the old ones are spent; until it is checked they
 * are not used.
 */
export function awaitsConfirmation({ route, id_token_verified, access_token }: StoredAccount): boolean {
  return route === "siwc" && !id_token_verified && access_token !== null;
}

/**
 * Checks the identity that came with rotated tokens. To be called under the account's refresh lock.
 * @throws AppError `upstream_unavailable` while the keys are out of reach, `reauth_required` when it is a wrong one
 */
export async function confirmRotation(context: RotationContext, account: StoredAccount): Promise<StoredAccount> {
  const { store, box, verifier, now } = context;
  const idToken = await openToken(box, account, "id_token");
  const refused = await checkRotation(verifier, account, idToken);
  const row = await store.update(({ accounts }) => {
    const current = accounts.find(({ id }) => id === account.id);
    if (current?.generation !== account.generation) return current;
    if (refused === undefined) current.id_token_verified = true;
    else giveUp(current, refused, now());
    return current;
  });
  if (refused !== undefined) throw refused;
  return row ?? account;
}

/** Undefined when the identity is good; the error to end with when it is not. */
async function checkRotation(
  verifier: IdTokenVerifier,
  account: StoredAccount,
  idToken: string | null,
): Promise<AppError | undefined> {
  if (idToken === null) return endedSignIn(account);
  try {
    await verifyIdentity(verifier, idToken, { clientId: account.client_id });
    return undefined;
  } catch (error) {
    if (isAppError(error) && error.code === "upstream_rejected") return endedSignIn(account);
    throw error;
  }
}

function giveUp(account: StoredAccount, { code, message }: AppError, nowMs: number): void {
  account.access_token = null;
  account.refresh_token = null;
  account.id_token = null;
  account.status = "needs_login";
  account.last_error = { code, message, at: new Date(nowMs).toISOString() };
}

function endedSignIn({ id, name }: StoredAccount): AppError {
  return new AppError(
    "reauth_required",
    `The renewed sign-in of “${name}” carries an identity that could not be confirmed, so it was dropped. Sign in again.`,
    { account: id, route: "siwc" },
  );
}
