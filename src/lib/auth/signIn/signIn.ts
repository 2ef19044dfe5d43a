import { randomBytes, randomUUID } from "node:crypto";
import { calculatePKCECodeChallenge } from "oauth4webapi";
import type { z } from "zod";
import { type AuthDocument, type PendingRecord, pendingRecordSchema } from "@/lib/auth/store/authFileSchema";
import type { OpenaiAuthStore } from "@/lib/auth/store/openaiAuthStore";
import { sealCodeVerifier } from "@/lib/auth/store/sealing";
import type { Config } from "@/lib/config";
import type { SecretBox } from "@/lib/security/secretBox";
import type { Lock } from "@/lib/storage/ports";
import type { StartSignInAnswer } from "@/types/api";
import { AppError } from "@/types/errors";
import { isLoopbackHost } from "@/types/outboundUrl";
import type { AccountRoute } from "@/types/providers";
import type { LoopbackListener } from "./loopbackListener";
import { addPending, findPending, hasWaiting, openPending, PENDING_LIFETIME_MS } from "./pendingSignIns";
import type { Authorization, DeviceFlow, SignInFlow, SignInWish, WorkspaceRouting } from "./signInFlow";

export interface SignInRequest extends SignInWish {
  route: AccountRoute;
  name?: string;
  /** Joins this attempt, if it is still under way. */
  attempt?: string;
  /** Where the browser reached the app, for example `http://localhost:3000`. */
  origin: string;
}

export interface SignInContext {
  store: OpenaiAuthStore;
  box: SecretBox;
  settings: Config["openaiAuth"];
  /** The ways to sign in. */
  flows: Record<AccountRoute, SignInFlow>;
  /** On route codex. */
  deviceFlow: DeviceFlow;
  /** Undefined when the backend does not say, which is fine for all but residency workspaces. */
  routingOf(accessToken: string, workspaceId: string): Promise<WorkspaceRouting | undefined>;
  listener: LoopbackListener;
  /** For a route that may use any port, while the registered ones are busy. */
  anyPortListener: LoopbackListener;
  /** One sign-in is finished at a time, in all processes. */
  lock: Lock;
  now: () => number;
}

/**
 * Opens a pending sign-in and says where the person goes.
 * @throws AppError `not_found`, `storage_failed`; on route siwc also `upstream_unavailable`, `upstream_rejected`,
 * `egress_blocked`
 */
export async function startSignIn(context: SignInContext, wanted: SignInRequest): Promise<StartSignInAnswer> {
  const { document } = await context.store.read();
  const request = { ...wanted, route: routeOf(document, wanted) };
  const flow = context.flows[request.route];
  const authorization = await flow.authorize(document, request);
  const { listener, port } = await openListener(context, request);
  const state = randomBytes(32).toString("base64url");
  const codeVerifier = randomBytes(64).toString("base64url");
  const redirectUri = flow.redirectUri(port);
  const pending = await toPending(context, request, { state, codeVerifier, redirectUri, authorization });
  await openPendingRow(context, pending);
  // Another sign-in may have ended since, and closed the listener before this one was seen to wait.
  if (listener === "listening") await openListener(context, request);
  const codeChallenge = await calculatePKCECodeChallenge(codeVerifier);
  return {
    url: authorization.url({ redirectUri, codeChallenge, state }),
    state,
    attempt: pending.attempt_id,
    route: request.route,
    redirectUri,
    expiresAt: pending.expires_at,
    listener,
  };
}

/** An account is signed in again by its own route. */
function routeOf({ accounts, registrations }: AuthDocument, { account, route }: SignInRequest): AccountRoute {
  if (registrations.some((registration) => registration.account === account)) return "siwc";
  return accounts.find(({ id }) => id === account)?.route ?? route;
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
  const { store, listener, anyPortListener, settings, now } = context;
  const ports = openPending((await store.read()).document, now(), "browser")
    .filter(({ return_origin }) => isLoopbackHost(new URL(return_origin).hostname))
    .map(({ redirect_uri }) => Number(new URL(redirect_uri).port));
  if (ports.length > 0) await listener.open();
  const other = ports.find((port) => !settings.callbackPorts.includes(port));
  if (other !== undefined) await anyPortListener.open(other);
}

/** A browser on another computer would look for the listener there, so it is not even opened. */
async function openListener(
  { listener, anyPortListener, settings, flows }: SignInContext,
  { origin, route }: SignInRequest,
): Promise<{ listener: StartSignInAnswer["listener"]; port: number }> {
  const standard = settings.callbackPorts[0] ?? 1455;
  if (!isLoopbackHost(new URL(origin).hostname)) return { listener: "remote", port: standard };
  const port = (await listener.open()) ?? (flows[route].takesAnyPort ? await anyPortListener.open() : undefined);
  return port === undefined ? { listener: "busy", port: standard } : { listener: "listening", port };
}

async function toPending(
  context: SignInContext,
  request: SignInRequest,
  secrets: { state: string; codeVerifier: string; redirectUri: string; authorization: Authorization },
): Promise<PendingRecord> {
  const attemptId = await attemptOf(context, request.attempt);
  return pendingRecordSchema.parse({
    attempt_id: attemptId,
    state: secrets.state,
    code_verifier: await sealCodeVerifier(context.box, attemptId, secrets.codeVerifier),
    nonce: secrets.authorization.nonce,
    client_id: secrets.authorization.clientId,
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
