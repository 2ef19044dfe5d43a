import { join } from "node:path";
import { setTimeout } from "node:timers/promises";
import type { Config } from "@/lib/config";
import { createEgress } from "@/lib/egress";
import { createSecretBox, type SecretBox } from "@/lib/security/secretBox";
import { createFileLock, type FileLock } from "@/lib/storage/file/fileLock";
import type { CodexContext } from "./flows/codex/codexProtocol";
import { loadHostId } from "./flows/siwc/hostId";
import { createIdTokenVerifier } from "./issuer/idToken";
import { createDeviceSignIns, type DeviceSignInOptions, type DeviceSignIns } from "./signIn/deviceSignIn";
import { createLoopbackListener } from "./signIn/loopbackListener";
import { findPending, isExpired } from "./signIn/pendingSignIns";
import type { SignInContext } from "./signIn/signIn";
import { type AccountRecord, issuerNames } from "./store/authFileSchema";
import { createOpenaiAuthStore, type OpenaiAuthStore } from "./store/openaiAuthStore";
import { openToken } from "./store/sealing";
import { type AccessTokens, createAccessTokens } from "./tokens/accessToken";
import { type AccountHealthLog, createAccountHealth } from "./tokens/accountHealth";
import { createOpenaiTokenFlow, type TokenFlow } from "./tokens/tokenFlow";

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

/** What the work on accounts is made of, each part made once. */
export interface AuthParts {
  store: OpenaiAuthStore;
  box: SecretBox;
  tokens: AccessTokens;
  health: AccountHealthLog;
  signIn: SignInContext;
  device: DeviceSignIns;
  flow: TokenFlow;
  /** The usual way out. */
  fetch: typeof fetch;
  /** Between processes. */
  lockNamed(name: string): FileLock;
  /** The way out that an account wants. @throws AppError `storage_failed` */
  fetchFor(account: AccountRecord): Promise<typeof fetch>;
  contextFor(account: AccountRecord): Promise<CodexContext>;
  now: () => number;
  jitterMs: number;
  reportBug(error: unknown): void;
}

export function createAuthParts({
  config,
  fetch = globalThis.fetch,
  now = Date.now,
  random = Math.random,
  sleep = pause,
  reportBug = () => undefined,
}: AuthOptions): AuthParts {
  const settings = config.openaiAuth;
  const box = createSecretBox(config);
  const store = createOpenaiAuthStore(config.dataDir, box);
  const egress = createEgress(config.proxy, fetch);
  const health = createAccountHealth(issuerNames["openai-auth"]);
  const lockNamed = (name: string) => createFileLock(join(config.dataDir, "locks", `${name}.lock`));
  const fetchFor = async (account: AccountRecord) => egress.fetchThrough(await openToken(box, account, "proxy_url"));
  const contextFor = async (account: AccountRecord) => ({ settings, fetch: await fetchFor(account) });
  const jitterMs = random() * MAX_JITTER_MS;
  const verifier = createIdTokenVerifier({
    issuer: settings.issuer,
    audience: settings.clientId,
    fetch: egress.fetch,
    now,
  });
  const flow = createOpenaiTokenFlow({ contextFor, now });
  const tokens = createAccessTokens({
    store,
    box,
    verifier,
    flow,
    refreshLock: (accountId) => lockNamed(`refresh-${accountId}`),
    now,
    jitterMs,
  });
  const listenOn = (ports: number[]) =>
    createLoopbackListener({ ports, destinationOf: (state) => callbackOf(store, state, now()) });
  const codex: CodexContext = { settings, fetch: egress.fetch };
  const signIn: SignInContext = {
    store,
    box,
    codex,
    async codexFor(accountId) {
      const account = (await store.read()).document.accounts.find(({ id }) => id === accountId);
      return account === undefined ? codex : contextFor(account);
    },
    verifier,
    listener: listenOn(settings.callbackPorts),
    anyPortListener: listenOn([0]),
    hostId: () => loadHostId(config.configDir),
    lock: lockNamed("sign-in"),
    now,
  };
  const device = createDeviceSignIns({ context: signIn, sleep, reportBug });
  return {
    store,
    box,
    tokens,
    health,
    signIn,
    device,
    flow,
    fetch: egress.fetch,
    lockNamed,
    fetchFor,
    contextFor,
    now,
    jitterMs,
    reportBug,
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
