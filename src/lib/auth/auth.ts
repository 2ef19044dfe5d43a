import { join } from "node:path";
import type { Config } from "@/lib/config";
import { createSecretBox } from "@/lib/security/secretBox";
import { createFileLock } from "@/lib/storage/file/fileLock";
import type { StartSignInAnswer } from "@/types/api";
import type { CredentialSource } from "@/types/credential";
import { AppError, isAppError } from "@/types/errors";
import type { AccountLimits } from "@/types/limits";
import type { AccountView, AuthStatus, ProviderId } from "@/types/providers";
import { createAccessTokens } from "./accessToken";
import { createAccountLimits } from "./accountLimits";
import { toAccountView, toPendingView } from "./accountView";
import type { AccountRecord } from "./authFileSchema";
import { createAccountCredentialSource } from "./credentialSource";
import { disconnect } from "./disconnect";
import { finishSignIn, parsePasted, type SignInAnswer } from "./finishSignIn";
import type { CodexContext } from "./flows/codex/codexProtocol";
import { createIdTokenVerifier } from "./jwt";
import { createKeyStore, type KeyStore } from "./keyStore";
import { createLoopbackListener } from "./loopbackListener";
import { type AuthSnapshot, createOpenaiAuthStore, type OpenaiAuthStore } from "./openaiAuthStore";
import { findPending, isExpired, presentPending } from "./pendingSignIns";
import { cancelSignIn, closeListenerWhenIdle, type SignInContext, type SignInRequest, startSignIn } from "./signIn";

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
  /** One account or all. @returns the ids that were forgotten */
  disconnect(accountId?: string): Promise<string[]>;
  /** The credential of one call, by default of the default account. @throws AppError `auth_required`, `not_found` */
  credentials(provider: ProviderId, accountId?: string): Promise<CredentialSource>;
  /** Until when plans are used up. */
  limits: AccountLimits;
  keys: KeyStore;
  /** Closes the sign-in listener. */
  close(): Promise<void>;
}

export interface AuthOptions {
  config: Config;
  fetch?: typeof fetch;
  now?: () => number;
  /** In [0, 1). */
  random?: () => number;
}

/** Processes renew at slightly different times, so that they rarely meet at the lock. */
const MAX_JITTER_MS = 30_000;

export function createAuth({
  config,
  fetch = globalThis.fetch,
  now = Date.now,
  random = Math.random,
}: AuthOptions): Auth {
  const settings = config.openaiAuth;
  const box = createSecretBox(config);
  const store = createOpenaiAuthStore(config.dataDir, box);
  const codex: CodexContext = { settings, fetch };
  const lockNamed = (name: string) => createFileLock(join(config.dataDir, "locks", `${name}.lock`));
  const keys = createKeyStore(config, box, now);
  const tokens = createAccessTokens({
    store,
    box,
    context: codex,
    refreshLock: (accountId) => lockNamed(`refresh-${accountId}`),
    now,
    jitterMs: random() * MAX_JITTER_MS,
  });
  const listener = createLoopbackListener({
    ports: settings.callbackPorts,
    destinationOf: (state) => callbackOf(store, state, now()),
  });
  const verifier = createIdTokenVerifier({ issuer: settings.issuer, audience: settings.clientId, fetch, now });
  const signIn: SignInContext = { store, box, codex, verifier, listener, lock: lockNamed("sign-in"), now };

  return {
    keys,
    limits: createAccountLimits(store),
    close: listener.close,
    status: (accountId) => readStatus(store, now, accountId),
    start: (request) => startSignIn(signIn, request),
    callback: (answer) => finishSignIn(signIn, answer),
    async exchange(pasted) {
      const accountId = await finishSignIn(signIn, parsePasted(pasted));
      return toAccountView(findAccount(await store.read(), accountId), now);
    },
    cancel: (state) => cancelSignIn(signIn, state),
    async disconnect(accountId) {
      const ids = await disconnect({ store, box, codex }, accountId);
      await closeListenerWhenIdle(signIn);
      return ids;
    },
    async credentials(provider, accountId) {
      if (provider !== "openai-auth") return keys.credentials(provider);
      return createAccountCredentialSource(findAccount(await store.read(), accountId), tokens, store);
    },
  };
}

async function readStatus(store: OpenaiAuthStore, now: () => number, accountId?: string): Promise<AuthStatus> {
  const { document, problem } = await store.read().catch((error: unknown) => {
    if (!isAppError(error)) throw error;
    return { document: undefined, problem: error.message };
  });
  const accounts = (document?.accounts ?? []).filter(({ id }) => accountId === undefined || id === accountId);
  return {
    connected: accounts.some(({ status }) => status === "active" || status === "limited"),
    configured: problem === undefined,
    problem,
    accounts: accounts.map((account) => toAccountView(account, now)),
    defaultAccountId: document?.default_account_id ?? null,
    pending: document === undefined ? [] : presentPending(document, now()).map(toPendingView),
  };
}

/** The app's callback, at the origin the sign-in began on. */
async function callbackOf(store: OpenaiAuthStore, state: string, nowMs: number): Promise<string | undefined> {
  const pending = findPending((await store.read()).document, state);
  if (pending === undefined || isExpired(pending, nowMs)) return undefined;
  return `${pending.return_origin}/api/auth/openai/callback`;
}

function findAccount({ document, problem }: AuthSnapshot, accountId?: string): AccountRecord {
  const { accounts, default_account_id } = document;
  const account = accounts.find(({ id }) => id === (accountId ?? default_account_id));
  if (account?.status === "disabled") {
    throw new AppError(
      "auth_required",
      `The account “${account.name}” is switched off. Switch it on, or choose another.`,
      { account: account.id, route: account.route },
    );
  }
  if (account !== undefined) return account;
  if (accountId === undefined) {
    throw new AppError("auth_required", problem ?? "No ChatGPT account is connected. Connect one to use your plan.");
  }
  throw new AppError(
    "not_found",
    "The account chosen here is no longer connected. Choose another, or connect it again.",
    {
      action: "connect",
      account: accountId,
    },
  );
}
