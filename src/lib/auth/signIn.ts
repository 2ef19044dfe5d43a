import { randomBytes, randomUUID } from "node:crypto";
import { calculatePKCECodeChallenge } from "oauth4webapi";
import { isLoopbackHost } from "@/lib/config";
import type { SecretBox } from "@/lib/security/secretBox";
import type { FileLock } from "@/lib/storage/file/fileLock";
import type { StartSignInAnswer } from "@/types/api";
import { AppError } from "@/types/errors";
import type { AccountRoute } from "@/types/providers";
import type { PendingRecord } from "./authFileSchema";
import { authorizationUrl, redirectUri } from "./flows/codex/authorizationUrl";
import type { CodexContext } from "./flows/codex/codexProtocol";
import type { IdTokenVerifier } from "./jwt";
import type { LoopbackListener } from "./loopbackListener";
import type { OpenaiAuthStore } from "./openaiAuthStore";
import { addPending, findPending, hasWaiting, PENDING_LIFETIME_MS } from "./pendingSignIns";
import { sealCodeVerifier } from "./sealing";

export interface SignInRequest {
  route: AccountRoute;
  /** Sign this account in again. */
  account?: string;
  name?: string;
  /** Where the browser reached the app, for example `http://localhost:3000`. */
  origin: string;
}

export interface SignInContext {
  store: OpenaiAuthStore;
  box: SecretBox;
  codex: CodexContext;
  verifier: IdTokenVerifier;
  listener: LoopbackListener;
  /** One sign-in is finished at a time, in all processes. */
  lock: FileLock;
  now: () => number;
}

/** Opens a pending sign-in and says where the person goes. @throws AppError `not_found`, `storage_failed` */
export async function startSignIn(context: SignInContext, request: SignInRequest): Promise<StartSignInAnswer> {
  const { settings } = context.codex;
  const { listener, port } = await openListener(context, request.origin);
  const state = randomBytes(32).toString("base64url");
  const codeVerifier = randomBytes(64).toString("base64url");
  const pending = await toPending(context, request, {
    state,
    codeVerifier,
    redirectUri: redirectUri(settings, port),
  });
  await context.store.update((document) => {
    const { account } = request;
    if (account !== undefined && !document.accounts.some(({ id }) => id === account)) throw unknownAccount();
    addPending(document, pending, context.now());
  });
  // Another sign-in may have ended since, and closed the listener before this one was seen to wait.
  if (listener === "listening") await context.listener.open();
  const codeChallenge = await calculatePKCECodeChallenge(codeVerifier);
  return {
    url: authorizationUrl(settings, { redirectUri: pending.redirect_uri, codeChallenge, state }),
    state,
    route: request.route,
    redirectUri: pending.redirect_uri,
    expiresAt: pending.expires_at,
    listener,
  };
}

/** Forgets a pending sign-in; a late callback finds nothing. */
export async function cancelSignIn(context: SignInContext, state: string): Promise<void> {
  await context.store.update((document) => {
    const pending = findPending(document, state);
    document.pending = document.pending.filter((other) => other !== pending);
  });
  await closeListenerWhenIdle(context);
}

export async function closeListenerWhenIdle({ store, listener, now }: SignInContext): Promise<void> {
  const { document } = await store.read();
  if (!hasWaiting(document, now())) await listener.close();
}

/** A browser on another computer would look for the listener there, so it is not even opened. */
async function openListener(
  { listener, codex }: SignInContext,
  origin: string,
): Promise<{ listener: StartSignInAnswer["listener"]; port: number }> {
  const standard = codex.settings.callbackPorts[0] ?? 1455;
  if (!isLoopbackHost(new URL(origin).hostname)) return { listener: "remote", port: standard };
  const port = await listener.open();
  return port === undefined ? { listener: "busy", port: standard } : { listener: "listening", port };
}

async function toPending(
  { box, now }: SignInContext,
  request: SignInRequest,
  secrets: { state: string; codeVerifier: string; redirectUri: string },
): Promise<PendingRecord> {
  const attemptId = randomUUID();
  return {
    attempt_id: attemptId,
    state: secrets.state,
    code_verifier: await sealCodeVerifier(box, attemptId, secrets.codeVerifier),
    nonce: null,
    redirect_uri: secrets.redirectUri,
    return_origin: request.origin,
    route: request.route,
    method: "browser",
    account: request.account ?? null,
    name: request.name ?? null,
    status: "waiting",
    account_id: null,
    error: null,
    created_at: new Date(now()).toISOString(),
    expires_at: new Date(now() + PENDING_LIFETIME_MS).toISOString(),
    client_id: null,
  };
}

function unknownAccount(): AppError {
  return new AppError("not_found", "The account to sign in again is no longer there. Connect it anew.", {
    action: "connect",
  });
}
