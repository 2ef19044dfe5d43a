import { randomBytes, randomUUID } from "node:crypto";
import { calculatePKCECodeChallenge } from "oauth4webapi";
import type { z } from "zod";
import { isLoopbackHost } from "@/lib/config";
import type { SecretBox } from "@/lib/security/secretBox";
import type { FileLock } from "@/lib/storage/file/fileLock";
import type { StartSignInAnswer } from "@/types/api";
import { AppError } from "@/types/errors";
import type { AccountRoute } from "@/types/providers";
import { type PendingRecord, pendingRecordSchema } from "./authFileSchema";
import { authorizationUrl, redirectUri } from "./flows/codex/authorizationUrl";
import type { CodexContext } from "./flows/codex/codexProtocol";
import type { IdTokenVerifier } from "./jwt";
import type { LoopbackListener } from "./loopbackListener";
import type { OpenaiAuthStore } from "./openaiAuthStore";
import { addPending, findPending, hasWaiting, openPending, PENDING_LIFETIME_MS } from "./pendingSignIns";
import { sealCodeVerifier } from "./sealing";

export interface SignInRequest {
  route: AccountRoute;
  /** Sign this account in again. */
  account?: string;
  name?: string;
  /** Joins this attempt, if it is still under way. */
  attempt?: string;
  /** Where the browser reached the app, for example `http://localhost:3000`. */
  origin: string;
}

export interface SignInContext {
  store: OpenaiAuthStore;
  box: SecretBox;
  codex: CodexContext;
  /** The same by way of the proxy of the account that signs in again, if it has one. */
  codexFor(accountId: string | null): Promise<CodexContext>;
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
  await openPendingRow(context, pending);
  // Another sign-in may have ended since, and closed the listener before this one was seen to wait.
  if (listener === "listening") await context.listener.open();
  const codeChallenge = await calculatePKCECodeChallenge(codeVerifier);
  return {
    url: authorizationUrl(settings, { redirectUri: pending.redirect_uri, codeChallenge, state }),
    state,
    attempt: pending.attempt_id,
    route: request.route,
    redirectUri: pending.redirect_uri,
    expiresAt: pending.expires_at,
    listener,
  };
}

/** Keeps a new way to sign in. @throws AppError `not_found` when the account to sign in again is gone */
export async function openPendingRow({ store, now }: SignInContext, pending: PendingRecord): Promise<void> {
  await store.update((document) => {
    const { account } = pending;
    if (account !== null && !document.accounts.some(({ id }) => id === account)) throw unknownAccount();
    addPending(document, pending, now());
  });
}

/** Forgets an attempt with all its ways, by the state of one; a late callback finds nothing. */
export async function cancelSignIn(context: SignInContext, state: string): Promise<void> {
  await context.store.update((document) => {
    const cancelled = findPending(document, state)?.attempt_id;
    document.pending = document.pending.filter(({ attempt_id }) => attempt_id !== cancelled);
  });
  await closeListenerWhenIdle(context);
}

export async function closeListenerWhenIdle({ store, listener, now }: SignInContext): Promise<void> {
  const { document } = await store.read();
  if (!hasWaiting(document, now())) await listener.close();
}

/** After a restart: browsers that are under way come back to a listener. */
export async function reopenListener({ store, listener, now }: SignInContext): Promise<void> {
  const waiting = openPending((await store.read()).document, now(), "browser");
  if (waiting.some(({ return_origin }) => isLoopbackHost(new URL(return_origin).hostname))) await listener.open();
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
  context: SignInContext,
  request: SignInRequest,
  secrets: { state: string; codeVerifier: string; redirectUri: string },
): Promise<PendingRecord> {
  const attemptId = await attemptOf(context, request.attempt);
  return pendingRecordSchema.parse({
    attempt_id: attemptId,
    state: secrets.state,
    code_verifier: await sealCodeVerifier(context.box, attemptId, secrets.codeVerifier),
    redirect_uri: secrets.redirectUri,
    return_origin: request.origin,
    route: request.route,
    method: "browser",
    account: request.account ?? null,
    name: request.name ?? null,
    status: "waiting",
    ...lifetime(context.now(), PENDING_LIFETIME_MS),
  } satisfies z.input<typeof pendingRecordSchema>);
}

/** The attempt to join if it is under way, else a new one. */
export async function attemptOf({ store, now }: SignInContext, wanted: string | undefined): Promise<string> {
  const open = openPending((await store.read()).document, now());
  return open.find(({ attempt_id }) => attempt_id === wanted)?.attempt_id ?? randomUUID();
}

export function lifetime(nowMs: number, lifetimeMs: number): Pick<PendingRecord, "created_at" | "expires_at"> {
  return { created_at: new Date(nowMs).toISOString(), expires_at: new Date(nowMs + lifetimeMs).toISOString() };
}

function unknownAccount(): AppError {
  return new AppError("not_found", "The account to sign in again is no longer there. Connect it anew.", {
    action: "connect",
  });
}
