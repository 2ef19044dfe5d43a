import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Config } from "@/lib/config";
import { createSecretBox } from "@/lib/security/secretBox";
import { createFileLock } from "@/lib/storage/file/fileLock";
import type { DeviceAnswer, ImportAnswer, PatchAccount } from "@/types/accounts";
import type { StartSignInAnswer } from "@/types/api";
import type { CredentialSource } from "@/types/credential";
import type { AppError } from "@/types/errors";
import type { AccountLimits } from "@/types/limits";
import type { AccountView, AuthStatus, ProviderId } from "@/types/providers";
import { createAccessTokens } from "./accessToken";
import { editAccount, mustFindAccount, noteCheck } from "./accountEdits";
import { createAccountHealth } from "./accountHealth";
import { createAccountLimits } from "./accountLimits";
import { toAccountView } from "./accountView";
import type { AccountRecord } from "./authFileSchema";
import { readStatus, selectAccount } from "./authStatus";
import { createAccountCredentialSource } from "./credentialSource";
import { createDeviceSignIns, type DeviceSignInOptions, type DeviceSignIns, readDeviceStatus } from "./deviceSignIn";
import { disconnect } from "./disconnect";
import { createEgress } from "./egress";
import { finishSignIn, parsePasted, type SignInAnswer } from "./finishSignIn";
import type { CodexContext } from "./flows/codex/codexProtocol";
import { SHARED_LOGIN_WARNING, storeImport } from "./importCodex";
import { createIdTokenVerifier } from "./jwt";
import { createKeyStore, type KeyStore } from "./keyStore";
import { createLoopbackListener } from "./loopbackListener";
import { createOpenaiAuthStore, type OpenaiAuthStore } from "./openaiAuthStore";
import { findPending, isExpired } from "./pendingSignIns";
import { type RenewalRound, renewDueAccounts } from "./refreshScheduler";
import { openToken } from "./sealing";
import {
  cancelSignIn,
  closeListenerWhenIdle,
  reopenListener,
  type SignInContext,
  type SignInRequest,
  startSignIn,
} from "./signIn";

/** Accounts and keys, as routes and commands use them. */
export interface Auth {
  /** Never throws: a store that cannot be used is told in `problem`. */
  status(accountId?: string): Promise<AuthStatus>;
  start(request: SignInRequest): Promise<StartSignInAnswer>;
  /** Finishes a sign-in once, whoever calls how often. @returns the account's id. @throws AppError */
  callback(answer: SignInAnswer): Promise<string>;
  /** The same from what a person pasted. @throws AppError */
  exchange(pasted: { url: string } | { state: string; code: string }): Promise<AccountView>;
  cancel(state: string): Promise<void>;
  device: DeviceSignIns & {
    /** By the `id` that `start` gave. @throws AppError `not_found` */
    status(id: string): Promise<DeviceAnswer>;
  };
  /** Takes over the sign-in of a Codex `auth.json`. @throws AppError `invalid_request`, `storage_failed` */
  importCodex(content: unknown): Promise<ImportAnswer>;
  /** @throws AppError `not_found` */
  account(id: string): Promise<AccountView>;
  /** Changes what a person may set. @throws AppError `not_found`, `invalid_request`, `upstream_rejected`, … */
  edit(id: string, patch: PatchAccount): Promise<AccountView>;
  /** Renews an account's tokens now. @throws AppError `not_found`, `reauth_required`, `upstream_unavailable`, … */
  renew(id: string): Promise<AccountView>;
  /** Keeps what a check of the account met; nothing when it worked. */
  noteCheck(id: string, failure?: AppError): Promise<void>;
  /** Renews all whose tokens end soon. */
  renewDue(): Promise<RenewalRound>;
  /** Goes on with sign-ins that were waiting when the server was stopped. */
  resume(): Promise<void>;
  /** One account or all. @returns the ids that were forgotten */
  disconnect(accountId?: string): Promise<string[]>;
  /** The credential of one call, by default of the default account. @throws AppError `auth_required`, `not_found` */
  credentials(provider: ProviderId, accountId?: string): Promise<CredentialSource>;
  /** Until when plans are used up. */
  limits: AccountLimits;
  keys: KeyStore;
  /** Closes the sign-in listener and stops asking about device codes. */
  close(): Promise<void>;
}

export interface AuthOptions {
  config: Config;
  fetch?: typeof fetch;
  now?: () => number;
  /** In [0, 1). */
  random?: () => number;
  /** Resolves after so many milliseconds; rejects with an abort. */
  sleep?: DeviceSignInOptions["sleep"];
  /** A failure in the background that is no `AppError`. */
  reportBug?: (error: unknown) => void;
}

/** Processes renew at slightly different times, so that they rarely meet at the lock. */
const MAX_JITTER_MS = 30_000;

export function createAuth({
  config,
  fetch = globalThis.fetch,
  now = Date.now,
  random = Math.random,
  sleep = pause,
  reportBug = () => undefined,
}: AuthOptions): Auth {
  const settings = config.openaiAuth;
  const box = createSecretBox(config);
  const store = createOpenaiAuthStore(config.dataDir, box);
  const egress = createEgress(config.proxy, fetch);
  const health = createAccountHealth();
  const lockNamed = (name: string) => createFileLock(join(config.dataDir, "locks", `${name}.lock`));
  const keys = createKeyStore(config, box, now);
  const fetchFor = async (account: AccountRecord) => egress.fetchThrough(await openToken(box, account, "proxy_url"));
  const contextFor = async (account: AccountRecord) => ({ settings, fetch: await fetchFor(account) });
  const jitterMs = random() * MAX_JITTER_MS;
  const tokens = createAccessTokens({
    store,
    box,
    contextFor,
    refreshLock: (accountId) => lockNamed(`refresh-${accountId}`),
    now,
    jitterMs,
  });
  const listener = createLoopbackListener({
    ports: settings.callbackPorts,
    destinationOf: (state) => callbackOf(store, state, now()),
  });
  const codex: CodexContext = { settings, fetch: egress.fetch };
  const signIn: SignInContext = {
    store,
    box,
    codex,
    async codexFor(accountId) {
      const account = (await store.read()).document.accounts.find(({ id }) => id === accountId);
      return account === undefined ? codex : contextFor(account);
    },
    verifier: createIdTokenVerifier({ issuer: settings.issuer, audience: settings.clientId, fetch: egress.fetch, now }),
    listener,
    lock: lockNamed("sign-in"),
    now,
  };
  const device = createDeviceSignIns({ context: signIn, sleep, reportBug });
  const edits = { store, box, tokens, contextFor, now };
  const view = async (id: string) => toAccountView(mustFindAccount((await store.read()).document, id), now, health);

  return {
    keys,
    limits: createAccountLimits(store),
    account: view,
    status: (accountId) => readStatus({ store, health, issuer: settings.issuer, now }, accountId),
    start: (request) => startSignIn(signIn, request),
    callback: (answer) => finishSignIn(signIn, answer),
    exchange: async (pasted) => view(await finishSignIn(signIn, parsePasted(pasted))),
    cancel: (state) => cancelSignIn(signIn, state),
    device: { ...device, status: (id) => readDeviceStatus(store, id, view) },
    async importCodex(content) {
      const id = await storeImport(signIn, content);
      return { account: await view(id), warning: SHARED_LOGIN_WARNING };
    },
    async edit(id, patch) {
      await editAccount(edits, id, patch);
      return view(id);
    },
    async renew(id) {
      mustFindAccount((await store.read()).document, id);
      await tokens.renew(id);
      return view(id);
    },
    async noteCheck(id, failure) {
      health.note(id, failure?.code);
      await noteCheck(edits, id, failure);
    },
    renewDue: () => renewDueAccounts({ store, tokens, now, jitterMs, reportBug }),
    async resume() {
      await device.resume();
      await reopenListener(signIn);
    },
    async disconnect(accountId) {
      const ids = await disconnect({ store, box, contextFor }, accountId);
      await closeListenerWhenIdle(signIn);
      return ids;
    },
    async credentials(provider, accountId) {
      if (provider !== "openai-auth") return keys.credentials(provider);
      const account = selectAccount(await store.read(), now(), accountId);
      const apiKey = account.mode === "api_key" ? await openToken(box, account, "api_key") : null;
      return createAccountCredentialSource(account, { tokens, store, health, apiKey, fetch: await fetchFor(account) });
    },
    async close() {
      device.close();
      await listener.close();
    },
  };
}

/** Does not keep a process alive that has nothing else to do. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  await setTimeout(ms, undefined, { signal, ref: false });
}

/** The app's callback, at the origin the sign-in began on. */
async function callbackOf(store: OpenaiAuthStore, state: string, nowMs: number): Promise<string | undefined> {
  const pending = findPending((await store.read()).document, state);
  if (pending === undefined || isExpired(pending, nowMs)) return undefined;
  return `${pending.return_origin}/api/auth/openai/callback`;
}
