import { randomBytes, randomUUID } from "node:crypto";
import { calculatePKCECodeChallenge } from "oauth4webapi";
import type { z } from "zod";
import { mustFindAccount } from "@/lib/auth/accounts/accountEdits";
import { type AuthResponse, checkAuthResponse } from "@/lib/auth/issuer/authResponse";
import { type IdTokenVerifier, notAnIdToken } from "@/lib/auth/issuer/idToken";
import { readIdTokenClaims } from "@/lib/auth/issuer/tokenClaims";
import { verifyIdentity } from "@/lib/auth/issuer/verifyIdentity";
import { type CompletionContext, completeOnce } from "@/lib/auth/signIn/completeOnce";
import { addPending, PENDING_LIFETIME_MS } from "@/lib/auth/signIn/pendingSignIns";
import { lifetime } from "@/lib/auth/signIn/signIn";
import { refusedAtIssuer, unknownState } from "@/lib/auth/signIn/signInErrors";
import type { SignInAnswer } from "@/lib/auth/signIn/signInFlow";
import {
  type GoogleAuthDocument,
  type GooglePendingRecord,
  googlePendingRecordSchema,
} from "@/lib/auth/store/authFileSchema";
import { openCodeVerifier, sealCodeVerifier } from "@/lib/auth/store/sealing";
import type { SecretBox } from "@/lib/security/secretBox";
import type { StartGoogleAnswer } from "@/types/api";
import { googleAuthorizationUrl } from "./authorizationUrl";
import { exchangeGoogleCode } from "./codeExchange";
import { type GoogleSignedIn, storeGoogleAccount } from "./googleAccount";
import { CALLBACK_PATH, discoverGoogle, type GoogleContext, ISSUER_NAME, requireClient } from "./googleProtocol";

export interface GoogleSignInContext extends CompletionContext<GoogleAuthDocument> {
  box: SecretBox;
  google: GoogleContext;
  verifier: IdTokenVerifier;
}

export interface GoogleSignInRequest {
  /** Sign this account in again. */
  account?: string;
  name?: string;
  /** Where the browser reached the app; Google sends it back there. */
  origin: string;
}

/**
 * Opens a pending sign-in and says where the person goes.
 * @throws AppError `auth_required` without a registration, `not_found`, `upstream_unavailable`, `upstream_rejected`,
 * `egress_blocked`, `storage_failed`
 */
export async function startGoogleSignIn(
  context: GoogleSignInContext,
  { account, name, origin }: GoogleSignInRequest,
): Promise<StartGoogleAnswer> {
  const { store, box, google, now } = context;
  requireClient(google.settings);
  const { document } = await store.read();
  const known = account === undefined ? undefined : mustFindAccount(document, account);
  const { authorization_endpoint: endpoint } = await discoverGoogle(google);
  const [state, nonce] = [randomBytes(32).toString("base64url"), randomBytes(32).toString("base64url")];
  const codeVerifier = randomBytes(64).toString("base64url");
  const attemptId = randomUUID();
  const pending = googlePendingRecordSchema.parse({
    attempt_id: attemptId,
    state,
    nonce,
    code_verifier: await sealCodeVerifier(box, attemptId, codeVerifier),
    redirect_uri: `${origin}${CALLBACK_PATH}`,
    return_origin: origin,
    route: "google",
    method: "browser",
    account: account ?? null,
    name: name ?? null,
    status: "waiting",
    ...lifetime(now(), PENDING_LIFETIME_MS),
  } satisfies z.input<typeof googlePendingRecordSchema>);
  await store.update((draft) => addPending(draft, pending, now()));
  const url = googleAuthorizationUrl(google.settings, {
    endpoint,
    redirectUri: pending.redirect_uri,
    state,
    nonce,
    codeChallenge: await calculatePKCECodeChallenge(codeVerifier),
    email: known?.email ?? null,
    needsConsent: known === undefined || known.refresh_token === null || known.status === "needs_login",
  });
  const { redirect_uri: redirectUri, expires_at: expiresAt } = pending;
  return { url, state, attempt: attemptId, route: "google", redirectUri, expiresAt, listener: "listening" };
}

/**
 * Finishes a sign-in, once.
 * @returns the account's id
 * @throws AppError `state_mismatch`, `flow_expired`, `access_denied`, `account_mismatch`, `egress_blocked`,
 * `upstream_rejected`, `upstream_unavailable`, `timeout`, `storage_failed`
 */
export function finishGoogleSignIn(context: GoogleSignInContext, answer: SignInAnswer): Promise<string> {
  const { settings } = context.google;
  return completeOnce<GoogleAuthDocument, CodeGrant, GoogleSignedIn>(
    context,
    { state: answer.state, method: "browser" },
    {
      async toGrant(pending) {
        if ("error" in answer) throw refusedAtIssuer(answer.error, answer.errorDescription, ISSUER_NAME);
        const { code, issuer } = answer;
        checkAuthResponse({ issuer: settings.issuer }, { client_id: requireClient(settings).id }, answer, ISSUER_NAME);
        const codeVerifier = await openCodeVerifier(context.box, pending);
        if (codeVerifier === null) throw unknownState();
        return { code, issuer, codeVerifier };
      },
      obtain: (pending, grant) => obtain(context, pending, grant),
      store: (document, pending, signedIn) =>
        storeGoogleAccount(document, pending, signedIn, { settings, box: context.box, nowMs: context.now() }),
    },
  );
}

interface CodeGrant extends AuthResponse {
  codeVerifier: string;
}

async function obtain(
  { google, verifier, now }: GoogleSignInContext,
  { redirect_uri, nonce }: GooglePendingRecord,
  grant: CodeGrant,
): Promise<GoogleSignedIn> {
  const tokens = await exchangeGoogleCode(google, { ...grant, redirectUri: redirect_uri }, now());
  await verifyIdentity(verifier, tokens.idToken, {
    clientId: requireClient(google.settings).id,
    nonce: nonce ?? undefined,
    issuerName: ISSUER_NAME,
  });
  const claims = readIdTokenClaims(tokens.idToken);
  if (claims === undefined) throw notAnIdToken();
  return { tokens, claims };
}
