import type { Config } from "@/lib/config";
import type { Egress } from "@/lib/egress";
import type { SecretBox } from "@/lib/security/secretBox";
import type { OpenaiParts } from "./accounts/openaiAccounts";
import type { TermsByRoute } from "./accounts/routeTerms";
import { checkAccount } from "./flows/codex/accountsCheck";
import { obtainApiKey } from "./flows/codex/apiKeyExchange";
import { createCodexDevice, createCodexSignIn, createCodexTokenFlow } from "./flows/codex/codexFlow";
import { codexTerms } from "./flows/codex/codexTerms";
import { createSiwcSignIn, createSiwcTokenFlow } from "./flows/siwc/siwcFlow";
import { siwcTerms } from "./flows/siwc/siwcTerms";
import { createIdTokenVerifier, type IdTokenVerifier } from "./issuer/idToken";
import type { OpenaiContext, WaysOut } from "./issuer/waysOut";
import { createDeviceSignIns, type DeviceSignInOptions } from "./signIn/deviceSignIn";
import { createLoopbackListener } from "./signIn/loopbackListener";
import { findPending, isExpired } from "./signIn/pendingSignIns";
import type { SignInContext } from "./signIn/signIn";
import { type AccountRecord, issuerNames } from "./store/authFileSchema";
import type { AuthStorage } from "./store/authStorage";
import type { OpenaiAuthStore } from "./store/openaiAuthStore";
import { openToken } from "./store/sealing";
import { createAccessTokens } from "./tokens/accessToken";
import { createAccountHealth } from "./tokens/accountHealth";
import { tokenFlowByRoute } from "./tokens/tokenFlow";

export interface OpenaiPartsOptions {
  config: Config;
  storage: AuthStorage;
  /** Seals what `storage` keeps. */
  box: SecretBox;
  egress: Egress;
  /** Calls may name accounts of other people. */
  hasOthers: boolean;
  now: () => number;
  /** Resolves after so many milliseconds; rejects with an abort. Does not keep the process alive. */
  sleep: DeviceSignInOptions["sleep"];
  /** A failure in the background that is no `AppError`. */
  reportBug(error: unknown): void;
  /** Added to the margin before a token's end, in milliseconds. */
  jitterMs: number;
}

const terms: TermsByRoute = { codex: codexTerms, siwc: siwcTerms };

/** Puts the ways to sign in at OpenAI behind the ports of what is the same for all of them. */
export function createOpenaiParts(options: OpenaiPartsOptions): OpenaiParts {
  const { storage, box, egress, config, hasOthers, now, jitterMs, sleep, reportBug } = options;
  const { openai: store, lockNamed } = storage;
  const { issuer } = config.openaiAuth;
  const fetchFor = async (account: AccountRecord) => egress.fetchThrough(await openToken(box, account, "proxy_url"));
  const ways = createWaysOut(options, fetchFor);
  const verifier = createIdTokenVerifier({ issuer, fetch: egress.fetch, now });
  const flow = tokenFlowByRoute({ codex: createCodexTokenFlow(ways), siwc: createSiwcTokenFlow(ways, now) });
  const refreshLock = (accountId: string) => lockNamed(`refresh-${accountId}`);
  const signIn = createSignIn(options, ways, verifier);
  return {
    store,
    box,
    tokens: createAccessTokens({ store, box, verifier, flow, refreshLock, now, jitterMs }),
    health: createAccountHealth(issuerNames["openai-auth"]),
    flow,
    terms,
    signIn,
    device: createDeviceSignIns({ context: signIn, sleep, reportBug }),
    fetchFor,
    async obtainApiKey(account, idToken) {
      const billing = { organizationId: account.organization_id, projectId: account.project_id };
      return obtainApiKey(await ways.forAccount(account), idToken, billing);
    },
    hasOthers,
    now,
    jitterMs,
    reportBug,
  };
}

function createWaysOut(
  { storage, egress, config: { openaiAuth: settings } }: OpenaiPartsOptions,
  fetchFor: OpenaiParts["fetchFor"],
): WaysOut {
  const forAccount = async (account: AccountRecord): Promise<OpenaiContext> => ({
    settings,
    fetch: await fetchFor(account),
  });
  return {
    forAccount,
    async forSignIn(accountId) {
      const account = (await storage.openai.read()).document.accounts.find(({ id }) => id === accountId);
      return account === undefined ? { settings, fetch: egress.fetch } : forAccount(account);
    },
  };
}

function createSignIn(options: OpenaiPartsOptions, ways: WaysOut, verifier: IdTokenVerifier): SignInContext {
  const { storage, box, egress, config, now } = options;
  const { openai: store, hostId } = storage;
  const settings = config.openaiAuth;
  const listenOn = (ports: number[]) =>
    createLoopbackListener({ ports, destinationOf: (state) => callbackOf(store, state, now()) });
  return {
    store,
    box,
    settings,
    flows: {
      codex: createCodexSignIn({ settings, ways, store, verifier }),
      siwc: createSiwcSignIn({
        issuer: settings.issuer,
        ways,
        verifier,
        hostId,
        isShared: config.database !== undefined,
        now,
      }),
    },
    deviceFlow: createCodexDevice(settings, ways),
    routingOf: (accessToken, workspaceId) => checkAccount({ settings, fetch: egress.fetch }, accessToken, workspaceId),
    listener: listenOn(settings.callbackPorts),
    anyPortListener: listenOn([0]),
    lock: storage.lockNamed("sign-in"),
    now,
  };
}

/** The app's callback, at the origin the sign-in began on. */
async function callbackOf(store: OpenaiAuthStore, state: string, nowMs: number): Promise<string | undefined> {
  const pending = findPending((await store.read()).document, state);
  if (pending === undefined || isExpired(pending, nowMs)) return undefined;
  return `${pending.return_origin}/api/auth/openai/callback`;
}
