import { checkAccount } from "@/lib/auth/flows/codex/accountsCheck";
import { obtainApiKey } from "@/lib/auth/flows/codex/apiKeyExchange";
import { exchangeCode } from "@/lib/auth/flows/codex/codeExchange";
import type { DeviceGrant } from "@/lib/auth/flows/codex/deviceCode";
import { keepRegistration } from "@/lib/auth/flows/siwc/registrations";
import {
  issuedClientId,
  obtainSiwcTokens,
  refuseBareCode,
  type SiwcCallback,
} from "@/lib/auth/flows/siwc/signInResult";
import { notAnIdToken } from "@/lib/auth/issuer/idToken";
import { readIdTokenClaims } from "@/lib/auth/issuer/tokenClaims";
import type { PendingRecord } from "@/lib/auth/store/authFileSchema";
import { openCodeVerifier } from "@/lib/auth/store/sealing";
import { type AppError, isAppError } from "@/types/errors";
import { completeOnce, type SignInWay } from "./completeOnce";
import { findPending } from "./pendingSignIns";
import { findByIdentity, type SignedIn, storeSignedIn } from "./signedInAccount";
import { closeListenerWhenIdle, type SignInContext } from "./signIn";
import { missingCode, refusedAtIssuer, unknownState } from "./signInErrors";
import { wantsApiKey } from "./workspacePlan";

/** An authorization code with the secret that proves whose it is (RFC 7636). */
interface CodeGrant {
  code: string;
  codeVerifier: string;
  /** Route siwc: issued to this person, now or earlier. */
  clientId?: string;
}

/** What the browser brought back. */
export type SignInAnswer =
  | ({ state: string; code: string } & SiwcCallback)
  | { state: string; error: string; errorDescription?: string };

/**
 * Finishes a sign-in in the browser, once: whoever brings the same answer again, also from another process, gets the
 * first outcome.
 * @returns the account's id
 * @throws AppError `state_mismatch`, `flow_expired`, `access_denied`, `account_mismatch`, `egress_blocked`,
 * `upstream_rejected`, `upstream_unavailable`, `timeout`, `storage_failed`
 */
export async function finishSignIn(context: SignInContext, answer: SignInAnswer): Promise<string> {
  if ("code" in answer) refuseBareCode(findPending((await context.store.read()).document, answer.state), answer);
  return finish(context, { state: answer.state, method: "browser" }, async (pending) => {
    if ("error" in answer) throw refusedAtIssuer(answer.error, answer.errorDescription);
    const codeVerifier = await openCodeVerifier(context.box, pending);
    if (codeVerifier === null) throw unknownState();
    if (pending.route !== "siwc") return { code: answer.code, codeVerifier };
    return {
      code: answer.code,
      codeVerifier,
      clientId: issuedClientId(pending, answer, context.codex.settings.issuer),
    };
  });
}

/** The same for a device code, from what the issuer answered: the grant, or why there will be none. */
export function finishDeviceSignIn(
  context: SignInContext,
  state: string,
  answer: DeviceGrant | AppError,
): Promise<string> {
  return finish(context, { state, method: "device" }, async () => {
    if (isAppError(answer)) throw answer;
    return answer;
  });
}

function finish(
  context: SignInContext,
  way: SignInWay,
  toGrant: (pending: PendingRecord) => Promise<CodeGrant>,
): Promise<string> {
  const { settings } = context.codex;
  return completeOnce(context, way, {
    toGrant,
    exchanging(document, grant) {
      if (grant.clientId !== undefined) keepRegistration(document, settings.issuer, grant.clientId, context.now());
    },
    obtain: (pending, grant) => obtain(context, pending, grant),
    store: (document, pending, signedIn) =>
      storeSignedIn(document, pending, signedIn, { settings, box: context.box, nowMs: context.now() }),
  }).finally(() => closeListenerWhenIdle(context));
}

async function obtain(context: SignInContext, pending: PendingRecord, grant: CodeGrant): Promise<SignedIn> {
  const codex = await context.codexFor(pending.account);
  const { clientId } = grant;
  if (clientId !== undefined) {
    const request = { ...grant, clientId, redirectUri: pending.redirect_uri, nonce: pending.nonce };
    const brought = await obtainSiwcTokens(codex, context.verifier, request, context.now());
    return { ...brought, isVerified: true, routing: undefined, workspaceKey: undefined };
  }
  const tokens = await exchangeCode(codex, { ...grant, redirectUri: pending.redirect_uri });
  const isVerified = (await context.verifier.verify(tokens.idToken)) === "verified";
  const claims = readIdTokenClaims(tokens.idToken);
  if (claims === undefined) throw notAnIdToken();
  const { accountId } = claims;
  const routing = accountId === null ? undefined : await checkAccount(codex, tokens.accessToken, accountId);
  const { document } = await context.store.read();
  const asksForKey = wantsApiKey(codex.settings, claims, findByIdentity(document, claims));
  const workspaceKey = asksForKey ? await obtainApiKey(codex, tokens.idToken, claims) : undefined;
  return { tokens, claims, isVerified, routing, workspaceKey };
}

/**
 * Reads what a person pasted: the whole address, its query, or state and code. The host and path are not looked at.
 * @throws AppError `invalid_request`
 */
export function parsePasted(pasted: { url: string } | { state: string; code: string }): SignInAnswer {
  if ("code" in pasted) return pasted;
  return toSignInAnswer(new URLSearchParams(pasted.url.trim().replace(/^[^?#]*[?#]/, "")));
}

/** Reads the query that the issuer's redirect carries. @throws AppError `invalid_request` if it is not one */
export function toSignInAnswer(query: URLSearchParams): SignInAnswer {
  const isRepeated = ["state", "code", "error"].some((name) => query.getAll(name).length > 1);
  if (isRepeated) throw missingCode();
  const [state, code, error] = [query.get("state"), query.get("code"), query.get("error")];
  if (state && error) return { state, error, errorDescription: query.get("error_description") ?? undefined };
  if (state && code) return { state, code, clientId: query.get("client_id"), issuer: query.get("iss") };
  throw missingCode();
}
