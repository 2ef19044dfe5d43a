import { randomBytes, randomUUID } from "node:crypto";
import { calculatePKCECodeChallenge } from "oauth4webapi";
import type { z } from "zod";
import { authorizationUrl, redirectUri } from "@/lib/auth/flows/codex/authorizationUrl";
import type { CodexContext } from "@/lib/auth/flows/codex/codexProtocol";
import {
  prepareAuthorization,
  type SiwcAuthorization,
  siwcAuthorizationUrl,
  siwcRedirectUri,
} from "@/lib/auth/flows/siwc/authorizationUrl";
import type { IdTokenVerifier } from "@/lib/auth/issuer/idToken";
import { type PendingRecord, pendingRecordSchema } from "@/lib/auth/store/authFileSchema";
import type { OpenaiAuthStore } from "@/lib/auth/store/openaiAuthStore";
import { sealCodeVerifier } from "@/lib/auth/store/sealing";
import type { SecretBox } from "@/lib/security/secretBox";
import type { FileLock } from "@/lib/storage/file/fileLock";
import type { StartSignInAnswer } from "@/types/api";
import { AppError } from "@/types/errors";
import { isLoopbackHost } from "@/types/outboundUrl";
import type { AccountRoute } from "@/types/providers";
import type { LoopbackListener } from "./loopbackListener";
import { addPending, findPending, hasWaiting, openPending, PENDING_LIFETIME_MS } from "./pendingSignIns";

export interface SignInRequest {
  route: AccountRoute;
  /** Sign this account in again. */
  account?: string;
  name?: string;
  /** Joins this attempt, if it is still under way. */
  attempt?: string;
  /** Route siwc: register a further account or workspace. */
  another?: boolean;
  /** Route siwc: ask the person to let Patchbay use the plan. */
  consent?: boolean;
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
  /** For route siwc while the registered ports are busy: it may use any. */
  anyPortListener: LoopbackListener;
  /** Of this installation; for route siwc. @throws AppError `storage_failed` */
  hostId(): Promise<string>;
  /** One sign-in is finished at a time, in all processes. */
  lock: FileLock;
  now: () => number;
}

/**
 * Opens a pending sign-in and says where the person goes.
 * @throws AppError `not_found`, `storage_failed`; on route siwc also `upstream_unavailable`, `upstream_rejected`,
 * `egress_blocked`
 */
export async function startSignIn(context: SignInContext, wanted: SignInRequest): Promise<StartSignInAnswer> {
  const request = { ...wanted, route: await routeOf(context, wanted) };
  const sharing = request.route === "siwc" ? await prepareSharing(context, request) : undefined;
  const { listener, port } = await openListener(context, request);
  const state = randomBytes(32).toString("base64url");
  const codeVerifier = randomBytes(64).toString("base64url");
  const { settings } = context.codex;
  const pending = await toPending(context, request, {
    state,
    codeVerifier,
    redirectUri: sharing === undefined ? redirectUri(settings, port) : siwcRedirectUri(port),
    sharing,
  });
  await openPendingRow(context, pending);
  // Another sign-in may have ended since, and closed the listener before this one was seen to wait.
  if (listener === "listening") await openListener(context, request);
  const query = {
    redirectUri: pending.redirect_uri,
    codeChallenge: await calculatePKCECodeChallenge(codeVerifier),
    state,
  };
  return {
    url: sharing === undefined ? authorizationUrl(settings, query) : siwcAuthorizationUrl(sharing, query),
    state,
    attempt: pending.attempt_id,
    route: request.route,
    redirectUri: pending.redirect_uri,
    expiresAt: pending.expires_at,
    listener,
  };
}

/** An account is signed in again by its own route. */
async function routeOf({ store }: SignInContext, { account, route }: SignInRequest): Promise<AccountRoute> {
  const { accounts, registrations } = (await store.read()).document;
  if (registrations.some((registration) => registration.account === account)) return "siwc";
  return accounts.find(({ id }) => id === account)?.route ?? route;
}

async function prepareSharing(context: SignInContext, request: SignInRequest): Promise<SiwcAuthorization> {
  const { document } = await context.store.read();
  const way = await context.codexFor(request.account ?? null);
  return prepareAuthorization(way, context.hostId, document, request);
}

/** Keeps a new way to sign in. @throws AppError `not_found` when the account to sign in again is gone */
export async function openPendingRow({ store, now }: SignInContext, pending: PendingRecord): Promise<void> {
  await store.update((document) => {
    const { account } = pending;
    const isKnown = document.accounts.some(({ id }) => id === account);
    // One that was connected by route siwc comes back with its old id.
    const isKept = document.registrations.some((registration) => registration.account === account);
    if (account !== null && !isKnown && !isKept) throw unknownAccount();
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

export async function closeListenerWhenIdle(context: SignInContext): Promise<void> {
  const { document } = await context.store.read();
  if (hasWaiting(document, context.now())) return;
  await context.listener.close();
  await context.anyPortListener.close();
}

/** After a restart: browsers that are under way come back to a listener. */
export async function reopenListener(context: SignInContext): Promise<void> {
  const { store, listener, anyPortListener, codex, now } = context;
  const ports = openPending((await store.read()).document, now(), "browser")
    .filter(({ return_origin }) => isLoopbackHost(new URL(return_origin).hostname))
    .map(({ redirect_uri }) => Number(new URL(redirect_uri).port));
  if (ports.length > 0) await listener.open();
  const other = ports.find((port) => !codex.settings.callbackPorts.includes(port));
  if (other !== undefined) await anyPortListener.open(other);
}

/** A browser on another computer would look for the listener there, so it is not even opened. */
async function openListener(
  { listener, anyPortListener, codex }: SignInContext,
  { origin, route }: SignInRequest,
): Promise<{ listener: StartSignInAnswer["listener"]; port: number }> {
  const standard = codex.settings.callbackPorts[0] ?? 1455;
  if (!isLoopbackHost(new URL(origin).hostname)) return { listener: "remote", port: standard };
  const port = (await listener.open()) ?? (route === "siwc" ? await anyPortListener.open() : undefined);
  return port === undefined ? { listener: "busy", port: standard } : { listener: "listening", port };
}

async function toPending(
  context: SignInContext,
  request: SignInRequest,
  secrets: { state: string; codeVerifier: string; redirectUri: string; sharing: SiwcAuthorization | undefined },
): Promise<PendingRecord> {
  const attemptId = await attemptOf(context, request.attempt);
  return pendingRecordSchema.parse({
    attempt_id: attemptId,
    state: secrets.state,
    code_verifier: await sealCodeVerifier(context.box, attemptId, secrets.codeVerifier),
    nonce: secrets.sharing?.nonce ?? null,
    client_id: secrets.sharing?.client?.clientId ?? null,
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
