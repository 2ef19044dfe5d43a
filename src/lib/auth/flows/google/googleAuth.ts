import { applyCommonEdits, mustFindAccount } from "@/lib/auth/accounts/accountEdits";
import { commonPendingView } from "@/lib/auth/accounts/accountView";
import { ownAccount, readStatus, selectAccount } from "@/lib/auth/accounts/authStatus";
import { type Disconnected, disconnect } from "@/lib/auth/accounts/disconnect";
import { createIdTokenVerifier } from "@/lib/auth/issuer/idToken";
import type { SignInAnswer } from "@/lib/auth/signIn/signInFlow";
import { type GoogleAccountRecord, issuerNames } from "@/lib/auth/store/authFileSchema";
import type { GoogleAuthStore } from "@/lib/auth/store/authStorage";
import type { KeyStore } from "@/lib/auth/store/keyStore";
import { createAccessTokens } from "@/lib/auth/tokens/accessToken";
import { createAccountHealth } from "@/lib/auth/tokens/accountHealth";
import { createAccountCredentialSource } from "@/lib/auth/tokens/credentialSource";
import { type RenewalRound, renewDueAccounts } from "@/lib/auth/tokens/refreshScheduler";
import type { Config } from "@/lib/config";
import type { SecretBox } from "@/lib/security/secretBox";
import type { Lock } from "@/lib/storage/ports";
import type { PatchAccount } from "@/types/accounts";
import type { StartGoogleAnswer } from "@/types/api";
import type { CredentialSource } from "@/types/credential";
import { AppError } from "@/types/errors";
import type { GoogleAccountView, GoogleAuthStatus } from "@/types/providers";
import { toGoogleAccountView } from "./googleAccount";
import { type GoogleContext, isGoogleAddress, requireClient } from "./googleProtocol";
import {
  finishGoogleSignIn,
  type GoogleSignInContext,
  type GoogleSignInRequest,
  startGoogleSignIn,
} from "./googleSignIn";
import { createGoogleTokenFlow } from "./googleTokenFlow";

/** Google accounts for Gemini, beside the API key. */
export interface GoogleAuth {
  /** Never throws: a store that cannot be used is told in `problem`. */
  status(accountId?: string): Promise<GoogleAuthStatus>;
  /** @throws AppError `auth_required` when there is no registration to sign in with; see `startGoogleSignIn` */
  start(request: GoogleSignInRequest): Promise<StartGoogleAnswer>;
  /** Finishes a sign-in once, whoever calls how often. @returns the account's id. @throws AppError */
  callback(answer: SignInAnswer): Promise<string>;
  /** Undefined when no account of Google has this id. @throws AppError `invalid_request`, `storage_failed` */
  edit(id: string, patch: PatchAccount): Promise<GoogleAccountView | undefined>;
  /** One account or all. */
  disconnect(accountId?: string): Promise<Disconnected>;
  /**
   * The credential of one call: of the account that is named; else the API key, and only without one the default
   * account. @throws AppError `auth_required`, `reauth_required`, `storage_failed`
   */
  credentials(accountId?: string): Promise<CredentialSource>;
  /** Renews all whose tokens end soon. */
  renewDue(): Promise<RenewalRound>;
}

export interface GoogleAuthOptions {
  settings: Config["googleAuth"];
  store: GoogleAuthStore;
  box: SecretBox;
  keys: KeyStore;
  fetch: typeof fetch;
  /** Between processes, by name. */
  lockNamed(name: string): Lock;
  /** Calls may name accounts of other people. */
  hasOthers: boolean;
  now: () => number;
  jitterMs: number;
  reportBug(error: unknown): void;
}

export function createGoogleAuth(options: GoogleAuthOptions): GoogleAuth {
  const { settings, store, box, keys, fetch, lockNamed, hasOthers, now, jitterMs, reportBug } = options;
  const google: GoogleContext = { settings, fetch };
  const flow = createGoogleTokenFlow(google, now);
  const health = createAccountHealth(issuerNames.google);
  const verifier = createIdTokenVerifier({ issuer: settings.issuer, fetch, now, isTrusted: isGoogleAddress });
  const refreshLock = (accountId: string) => lockNamed(`refresh-${accountId}`);
  const tokens = createAccessTokens({ store, box, verifier, flow, refreshLock, now, jitterMs });
  const signIn: GoogleSignInContext = { store, box, google, verifier, lock: lockNamed("google-sign-in"), now };

  const toAccountView = (account: GoogleAccountRecord) => toGoogleAccountView(account, settings, health);

  return {
    async status(accountId) {
      const status = await readStatus({ store, toAccountView, toPendingView: commonPendingView, now }, accountId);
      return { ...status, configured: status.configured && settings.client !== undefined };
    },
    start: (request) => startGoogleSignIn(signIn, request),
    callback: (answer) => finishGoogleSignIn(signIn, answer),
    async edit(id, patch) {
      if (!(await store.read()).document.accounts.some((account) => account.id === id)) return undefined;
      const others = [patch.mode, patch.proxyUrl, patch.backgroundConsent];
      if (others.some((value) => value !== undefined)) throw notForGoogle();
      await store.update((document) => void applyCommonEdits(document, id, patch, now()));
      return toAccountView(mustFindAccount((await store.read()).document, id));
    },
    disconnect: (accountId) => disconnect({ store, box, flow, now, tokens, health }, accountId),
    async credentials(named) {
      const accountId = hasOthers ? ownAccount((await store.read()).document, named) : named;
      const key = accountId === undefined ? await keys.find("google") : undefined;
      if (key !== undefined) return key;
      requireClient(settings);
      const snapshot = await store.read();
      if (accountId === undefined && snapshot.document.default_account_id === null) throw nobodyPays(snapshot.problem);
      const account = selectAccount(snapshot, now(), accountId);
      return createAccountCredentialSource(account, {
        tokens,
        store,
        health,
        apiKey: null,
        fetch,
        project: settings.userProject,
      });
    },
    renewDue: () => renewDueAccounts({ store, tokens, now, jitterMs, reportBug }),
  };
}

function nobodyPays(problem: string | undefined): AppError {
  return new AppError(
    "auth_required",
    problem ??
      "There is no Google API key and no Google account. Add a key, or sign in with Google, under Project setup, Providers.",
    { action: "add_key", provider: "google" },
  );
}

function notForGoogle(): AppError {
  return new AppError("invalid_request", "A Google account has a name, may be the default, and can be switched off.");
}
