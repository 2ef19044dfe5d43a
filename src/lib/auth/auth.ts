import type { DeviceAnswer, ImportAnswer, PatchAccount } from "@/types/accounts";
import type { StartSignInAnswer } from "@/types/api";
import type { CredentialSource } from "@/types/credential";
import type { AppError } from "@/types/errors";
import type { AccountLimits } from "@/types/limits";
import type { AccountView, AuthStatus, GoogleAccountView, ProviderId } from "@/types/providers";
import { editAccount, mustFindAccount, noteCheck } from "./accounts/accountEdits";
import { createAccountLimits } from "./accounts/accountLimits";
import { toAccountView, toPendingView } from "./accounts/accountView";
import { readStatus, selectAccount } from "./accounts/authStatus";
import { type Disconnected, disconnect } from "./accounts/disconnect";
import { type AuthOptions, createAuthParts } from "./authParts";
import { createGoogleAuth, type GoogleAuth } from "./flows/google/googleAuth";
import { requireBackgroundConsent, requirePlanUse } from "./flows/siwc/planUse";
import { type DeviceSignIns, readDeviceStatus } from "./signIn/deviceSignIn";
import { finishSignIn, parsePasted, type SignInAnswer } from "./signIn/finishSignIn";
import { SHARED_LOGIN_WARNING, storeImport } from "./signIn/importCodex";
import { cancelSignIn, closeListenerWhenIdle, reopenListener, type SignInRequest, startSignIn } from "./signIn/signIn";
import { createKeyStore, type KeyStore } from "./store/keyStore";
import { openToken } from "./store/sealing";
import { createAccountCredentialSource } from "./tokens/credentialSource";
import { type RenewalRound, renewDueAccounts } from "./tokens/refreshScheduler";

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
  edit(id: string, patch: PatchAccount): Promise<AccountView | GoogleAccountView>;
  /** Renews an account's tokens now. @throws AppError `not_found`, `reauth_required`, `upstream_unavailable`, … */
  renew(id: string): Promise<AccountView>;
  /** Keeps what a check of the account met; nothing when it worked. */
  noteCheck(id: string, failure?: AppError): Promise<void>;
  /** Renews all whose tokens end soon. */
  renewDue(): Promise<RenewalRound>;
  /** Goes on with sign-ins that were waiting when the server was stopped. */
  resume(): Promise<void>;
  /** One account or all. */
  disconnect(accountId?: string): Promise<Disconnected>;
  /**
   * Whether runs on an account, by default the default one, may go on while nobody watches.
   * @throws AppError `plan_use_off` with the fact `needs: "background_consent"`; `auth_required`
   */
  requireBackgroundConsent(accountId?: string): Promise<void>;
  /** The credential of one call, by default of the default account. @throws AppError `auth_required` */
  credentials(provider: ProviderId, accountId?: string): Promise<CredentialSource>;
  /** Google accounts, for Gemini. */
  google: GoogleAuth;
  /** Until when plans are used up. */
  limits: AccountLimits;
  keys: KeyStore;
  /** Closes the sign-in listener and stops asking about device codes. */
  close(): Promise<void>;
}

export function createAuth(options: AuthOptions): Auth {
  const parts = createAuthParts(options);
  const { store, box, tokens, health, signIn, device, now } = parts;
  const keys = createKeyStore(options.config, box, now);
  const google = createGoogleAuth({ ...parts, config: options.config, keys });
  const { issuer } = options.config.openaiAuth;
  const view = async (id: string) => toAccountView(mustFindAccount((await store.read()).document, id), now, health);

  return {
    keys,
    google,
    limits: createAccountLimits(store),
    account: view,
    status: (accountId) =>
      readStatus(
        {
          store,
          toAccountView: (account) => toAccountView(account, now, health),
          toPendingView: (pending) => toPendingView(pending, issuer),
          now,
        },
        accountId,
      ),
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
      const edited = await google.edit(id, patch);
      if (edited !== undefined) return edited;
      await editAccount(parts, id, patch);
      return view(id);
    },
    async renew(id) {
      mustFindAccount((await store.read()).document, id);
      await tokens.renew(id);
      return view(id);
    },
    async noteCheck(id, failure) {
      health.note(id, failure?.code);
      await noteCheck(parts, id, failure);
    },
    async renewDue() {
      const [openai, others] = await Promise.all([renewDueAccounts(parts), google.renewDue()]);
      const failed = [...openai.failed, ...others.failed];
      return { due: openai.due + others.due, renewed: openai.renewed + others.renewed, failed };
    },
    async resume() {
      await device.resume();
      await reopenListener(signIn);
    },
    async disconnect(accountId) {
      const outcome = await disconnect(parts, accountId);
      await closeListenerWhenIdle(signIn);
      return outcome;
    },
    requireBackgroundConsent: async (accountId) =>
      requireBackgroundConsent(selectAccount(await store.read(), now(), accountId)),
    async credentials(provider, accountId) {
      if (provider === "google") return google.credentials(accountId);
      if (provider !== "openai-auth") return keys.credentials(provider);
      const account = selectAccount(await store.read(), now(), accountId);
      requirePlanUse(account);
      const apiKey = account.mode === "api_key" ? await openToken(box, account, "api_key") : null;
      return createAccountCredentialSource(account, {
        tokens,
        store,
        health,
        apiKey,
        fetch: await parts.fetchFor(account),
      });
    },
    async close() {
      device.close();
      await signIn.listener.close();
      await signIn.anyPortListener.close();
    },
  };
}
