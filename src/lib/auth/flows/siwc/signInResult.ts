import { checkAuthResponse } from "@/lib/auth/issuer/authResponse";
import type { IdTokenVerifier } from "@/lib/auth/issuer/idToken";
import { notAnIdToken } from "@/lib/auth/issuer/idToken";
import { readIdTokenClaims } from "@/lib/auth/issuer/tokenClaims";
import type { RedeemedCode } from "@/lib/auth/issuer/tokenForms";
import { verifyIdentity } from "@/lib/auth/issuer/verifyIdentity";
import type { CodeAnswer, SignedIn } from "@/lib/auth/signIn/signInFlow";
import type { PendingRecord } from "@/lib/auth/store/authFileSchema";
import { AppError } from "@/types/errors";
import { exchangeSiwcCode } from "./codeExchange";
import { DYNAMIC_CLIENT_ID, type SiwcContext } from "./siwcProtocol";

const clientIdForm = /^[\w-]{1,200}$/;

/** A new registration is named in the address alone, so a bare code is not enough; the sign-in goes on waiting. */
export function refuseBareCode(pending: PendingRecord, { clientId }: CodeAnswer): void {
  if (pending.client_id !== null || clientId !== undefined) return;
  throw new AppError(
    "invalid_request",
    "For this way of connecting the code alone is not enough. Copy the whole address from the browser's address bar; it contains client_id=….",
    { action: "use_paste" },
  );
}

/**
 * The client id that a callback is about: issued now, or the one that was signed in with.
 * @throws AppError `upstream_rejected`, `account_mismatch`
 */
export function issuedClientId(
  pending: Pick<PendingRecord, "client_id">,
  callback: Pick<CodeAnswer, "clientId" | "issuer" | "code">,
  issuer: string,
): string {
  const { client_id: known } = pending;
  const { clientId } = callback;
  checkAuthResponse({ issuer }, { client_id: known ?? DYNAMIC_CLIENT_ID }, callback);
  if (known !== null) {
    if (!clientId || clientId === known) return known;
    throw new AppError(
      "account_mismatch",
      "OpenAI answered for another registration than the one that was signed in again, so nothing was changed. Sign in again.",
      { action: "reconnect" },
    );
  }
  if (!clientId || clientId === DYNAMIC_CLIENT_ID || !clientIdForm.test(clientId)) {
    throw incomplete("it does not name the new registration");
  }
  return clientId;
}

function incomplete(reason: string): AppError {
  return new AppError("upstream_rejected", `OpenAI's answer to the sign-in was refused: ${reason}. Sign in again.`, {
    action: "reconnect",
    reason,
  });
}

/** @throws AppError of the exchange and of the identity check */
export async function obtainSiwcTokens(
  context: SiwcContext,
  verifier: IdTokenVerifier,
  grant: RedeemedCode & { clientId: string; nonce: string | null },
  nowMs: number,
): Promise<SignedIn> {
  const issued = await exchangeSiwcCode(context, grant, nowMs);
  const { clientId, nonce } = grant;
  await verifyIdentity(verifier, issued.idToken, { clientId, nonce: nonce ?? "" });
  const claims = readIdTokenClaims(issued.idToken);
  if (claims === undefined) throw notAnIdToken();
  const { accessToken, refreshToken, idToken, scope, expiresAt, earliestRefreshAt } = issued;
  return {
    tokens: { accessToken, refreshToken, idToken },
    claims,
    isVerified: true,
    routing: undefined,
    workspaceKey: undefined,
    sharing: { clientId, scope, expiresAt, earliestRefreshAt },
  };
}
