import type { PendingRecord } from "@/lib/auth/store/authFileSchema";
import { keepRegistration } from "@/lib/auth/store/registrations";
import { openCodeVerifier } from "@/lib/auth/store/sealing";
import { type AppError, isAppError } from "@/types/errors";
import { completeOnce, type SignInWay } from "./completeOnce";
import { findPending } from "./pendingSignIns";
import { storeSignedIn } from "./signedInAccount";
import { closeListenerWhenIdle, type SignInContext } from "./signIn";
import { missingCode, refusedAtIssuer, unknownState } from "./signInErrors";
import type { CodeGrant, SignInAnswer } from "./signInFlow";

/**
 * Finishes a sign-in in the browser, once: whoever brings the same answer again, also from another process, gets the
 * first outcome.
 * @returns the account's id
 * @throws AppError `state_mismatch`, `flow_expired`, `access_denied`, `account_mismatch`, `egress_blocked`,
 * `upstream_rejected`, `upstream_unavailable`, `timeout`, `storage_failed`
 */
export async function finishSignIn(context: SignInContext, answer: SignInAnswer): Promise<string> {
  const { store, flows, box } = context;
  const waiting = findPending((await store.read()).document, answer.state);
  if (waiting !== undefined && "code" in answer) flows[waiting.route].refuseEarly(waiting, answer);
  return finish(context, { state: answer.state, method: "browser" }, async (pending) => {
    if ("error" in answer) throw refusedAtIssuer(answer.error, answer.errorDescription);
    const codeVerifier = await openCodeVerifier(box, pending);
    if (codeVerifier === null) throw unknownState();
    const { code, issuer } = answer;
    return { code, issuer, codeVerifier, clientId: flows[pending.route].clientOf(pending, answer) };
  });
}

/** The same for a device code, from what the issuer answered: the grant, or why there will be none. */
export function finishDeviceSignIn(
  context: SignInContext,
  state: string,
  answer: CodeGrant | AppError,
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
  const { settings, flows } = context;
  return completeOnce(context, way, {
    toGrant,
    exchanging(document, grant) {
      if (grant.clientId !== undefined) keepRegistration(document, settings.issuer, grant.clientId, context.now());
    },
    obtain: (pending, grant) => flows[pending.route].obtain(pending, grant),
    store: (document, pending, signedIn) =>
      storeSignedIn(document, pending, signedIn, { settings, box: context.box, nowMs: context.now() }),
  }).finally(() => closeListenerWhenIdle(context));
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
