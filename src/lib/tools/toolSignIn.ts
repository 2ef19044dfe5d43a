import { createHash, randomBytes } from "node:crypto";
import {
  type AuthProvider,
  auth,
  extractWWWAuthenticateParams,
  type FetchLike,
  OAuthError,
  type StoredOAuthTokens,
} from "@modelcontextprotocol/client";
import { redactWords } from "@/lib/security/redact";
import { AppError, isAppError } from "@/types/errors";
import { isToolServerUrl } from "@/types/outboundUrl";
import type { ToolSignIn } from "@/types/toolSetup";
import { createGrantClient, type Draft } from "./grantClient";
import { signInNeeded } from "./toolFailure";
import { type Grant, openGrant, openWaiting, sealGrant, sealWaiting } from "./toolGrant";
import type { HttpToolServer } from "./toolServerRecord";
import type { ToolServerStore } from "./toolServerStore";

/** Where issuers send people back to. */
export const CALLBACK_PATH = "/api/tools/callback";
const WAITING_MS = 10 * 60_000;
/** Tokens are renewed so long before they end. */
const MARGIN_MS = 60_000;

export interface SignInParts {
  store: ToolServerStore;
  /** The way out for a server, with its rules. */
  fetchFor(record: HttpToolServer): FetchLike;
  /** Milliseconds since 1970. */
  now: () => number;
}

/** What an issuer's redirect brought back. */
export type ToolSignInAnswer = { state: string; iss?: string } & ({ code: string } | { error: string });

/**
 * Opens a sign-in as the protocol says (discovery, registration, PKCE) and says where the person goes; the one before
 * ends. @throws AppError `invalid_request` where the server wants none, `tool_failed`, `storage_failed`
 */
export async function startToolSignIn(
  { store, fetchFor, now }: SignInParts,
  record: HttpToolServer,
  origin: string,
): Promise<ToolSignIn> {
  const fetchFn = fetchFor(record);
  const challenge = await challengeOf(record, fetchFn);
  const state = randomBytes(32).toString("base64url");
  const draft: Draft = { redirectUri: `${origin}${CALLBACK_PATH}`, state };
  const client = createGrantClient(draft);
  await auth(client, { serverUrl: record.url, ...challenge, fetchFn, forceReauthorization: true }).catch(
    throwSignIn(record),
  );
  const { authorizationUrl, codeVerifier, client: registered, discovery } = draft;
  if (authorizationUrl === undefined || codeVerifier === undefined || registered === undefined) {
    throw new AppError("invalid_request", `${record.name} wants no sign-in.`);
  }
  // The browser goes there: no address of another kind may come of what a server says.
  if (!isToolServerUrl(authorizationUrl.href)) throw notAnIssuer(record);
  const waiting = { client: registered, codeVerifier, redirectUri: draft.redirectUri, discovery };
  const expiresAt = new Date(now() + WAITING_MS).toISOString();
  await store.change(record.id, async (current) => {
    if (current.kind !== "http") return;
    current.waiting = { state: digest(state), sealed: await sealWaiting(store, current, waiting), expiresAt };
  });
  return { url: authorizationUrl.href, expiresAt };
}

/** What the server says of its issuer where nobody has signed in. */
async function challengeOf({ url, name }: HttpToolServer, fetchFn: FetchLike) {
  const body = JSON.stringify({ jsonrpc: "2.0", id: 0, method: "ping" });
  const headers = { "content-type": "application/json", accept: "application/json, text/event-stream" };
  const answer = await fetchFn(url, { method: "POST", headers, body, signal: AbortSignal.timeout(15_000) }).catch(
    (cause: unknown) => {
      if (isAppError(cause)) throw cause;
      throw new AppError("tool_failed", `${name} cannot be reached. Is it running?`, {}, { cause });
    },
  );
  const { resourceMetadataUrl, scope } = extractWWWAuthenticateParams(answer);
  await answer.body?.cancel();
  return { resourceMetadataUrl, scope };
}

/**
 * Ends a sign-in, once. Gives the id of its server.
 * @throws AppError `state_mismatch`, `flow_expired`, `access_denied`, `tool_failed`, `storage_failed`
 */
export async function finishToolSignIn(parts: SignInParts, answer: ToolSignInAnswer): Promise<string> {
  const { store, fetchFor, now } = parts;
  const state = digest(answer.state);
  const waits = (await store.list()).find((one) => one.kind === "http" && one.waiting?.state === state);
  if (waits?.kind !== "http" || waits.waiting === null) throw unknownState();
  const { expiresAt, sealed } = waits.waiting;
  const { client, codeVerifier, redirectUri, discovery } = await openWaiting(store, waits, sealed);
  // Before anything is sent: a code is redeemed once, whoever loads the page how often.
  await store.change(waits.id, (current) => {
    if (current.kind !== "http" || current.waiting?.state !== state) throw unknownState();
    current.waiting = null;
  });
  if (now() > Date.parse(expiresAt)) throw expired();
  if ("error" in answer) throw refused(waits, answer.error);
  const draft: Draft = { redirectUri, codeVerifier, client, discovery };
  const { code: authorizationCode, iss } = answer;
  const fetchFn = fetchFor(waits);
  await auth(createGrantClient(draft), { serverUrl: waits.url, authorizationCode, iss, fetchFn }).catch(
    throwSignIn(waits),
  );
  const grant = toGrant(draft, now());
  if (grant === undefined) throw notAnIssuer(waits);
  await store.change(waits.id, async (current) => {
    if (current.kind !== "http") return;
    current.grant = await sealGrant(store, current, grant);
    current.generation++;
  });
  return waits.id;
}

/** Tokens for the transport: renewed in time, and once where they are refused, by one process at a time. */
export function createTokenSource({ store, fetchFor, now }: SignInParts, id: string): AuthProvider {
  const current = async () => {
    const record = await store.read(id);
    if (record.kind !== "http") throw new Error("Only a server that is asked over HTTP has tokens.");
    return { record, grant: await openGrant(store, record) };
  };
  const renew = (refused: string | undefined) =>
    store.renewalLock(id).run(async () => {
      const { record, grant } = await current();
      // Somebody else was quicker.
      if (grant === undefined || accessToken(grant) !== refused) return grant;
      if (grant.tokens.refresh_token === undefined) throw signInNeeded(record.name);
      const draft: Draft = { ...grant, redirectUri: redirectUriOf(grant) };
      const renewed = await auth(createGrantClient(draft), { serverUrl: record.url, fetchFn: fetchFor(record) }).catch(
        throwSignIn(record),
      );
      const next = renewed === "AUTHORIZED" ? toGrant(draft, now()) : undefined;
      if (next === undefined) throw signInNeeded(record.name);
      await store.change(id, async (row) => {
        if (row.kind === "http") row.grant = await sealGrant(store, row, next);
      });
      return next;
    });
  return {
    async token() {
      const { grant } = await current();
      const endsSoon = grant?.endsAt != null && now() > grant.endsAt - MARGIN_MS;
      const canRenew = grant?.tokens.refresh_token !== undefined;
      return accessToken(endsSoon && canRenew ? await renew(accessToken(grant)) : grant);
    },
    async onUnauthorized() {
      const { record, grant } = await current();
      if (grant === undefined) throw signInNeeded(record.name);
      await renew(accessToken(grant));
    },
  };
}

function accessToken(grant: Grant | undefined): string | undefined {
  return grant?.tokens.access_token;
}

function redirectUriOf({ client }: Grant): string {
  return "redirect_uris" in client ? (client.redirect_uris[0] ?? "") : "";
}

function toGrant({ client, tokens, discovery }: Draft, nowMs: number): Grant | undefined {
  if (client === undefined || tokens === undefined) return undefined;
  return { client, tokens, discovery, endsAt: endOf(tokens, nowMs) };
}

function endOf({ expires_in }: StoredOAuthTokens, nowMs: number): number | null {
  return expires_in === undefined ? null : nowMs + expires_in * 1000;
}

function throwSignIn(record: HttpToolServer) {
  return (error: unknown): never => {
    if (isAppError(error)) throw error;
    const said = OAuthError.isInstance(error) ? error.message : error instanceof Error ? error.message : "";
    const words = `The sign-in at ${record.name} failed: ${redactWords(said)}`;
    throw new AppError("tool_failed", words, { reason: "sign_in", server: record.name }, { cause: error });
  };
}

function notAnIssuer({ name }: HttpToolServer): AppError {
  return new AppError("tool_failed", `${name} leads to no page where you could sign in.`, { server: name });
}

function unknownState(): AppError {
  return new AppError("state_mismatch", "This sign-in is not known here, or is over. Start a new one.");
}

function expired(): AppError {
  return new AppError("flow_expired", "This sign-in was not finished within 10 minutes. Start a new one.");
}

function refused({ name }: HttpToolServer, error: string): AppError {
  if (error === "access_denied") {
    return new AppError("access_denied", `The sign-in at ${name} was cancelled or denied. Nothing was changed.`);
  }
  return new AppError("tool_failed", `The issuer of ${name} ended the sign-in: ${redactWords(error)}.`);
}

function digest(state: string): string {
  return createHash("sha256").update(state).digest("base64url");
}
