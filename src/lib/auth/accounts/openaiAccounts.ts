import { type DeviceSignIns, readDeviceStatus } from "@/lib/auth/signIn/deviceSignIn";
import { finishSignIn, parsePasted } from "@/lib/auth/signIn/finishSignIn";
import { SHARED_LOGIN_WARNING, storeImport } from "@/lib/auth/signIn/importCodex";
import {
  cancelSignIn,
  closeListenerWhenIdle,
  reopenListener,
  type SignInContext,
  type SignInRequest,
  startSignIn,
} from "@/lib/auth/signIn/signIn";
import type { SignInAnswer } from "@/lib/auth/signIn/signInFlow";
import type { AccountRecord, PendingRecord } from "@/lib/auth/store/authFileSchema";
import { openToken } from "@/lib/auth/store/sealing";
import type { AccountHealthLog } from "@/lib/auth/tokens/accountHealth";
import { createAccountCredentialSource } from "@/lib/auth/tokens/credentialSource";
import { type RenewalRound, renewDueAccounts } from "@/lib/auth/tokens/refreshScheduler";
import type { TokenFlow } from "@/lib/auth/tokens/tokenFlow";
import type { DeviceAnswer, ImportAnswer, PatchAccount } from "@/types/accounts";
import type { StartSignInAnswer } from "@/types/api";
import type { CredentialSource } from "@/types/credential";
import type { AppError } from "@/types/errors";
import type { AccountLimits } from "@/types/limits";
import type { AccountRoute, AccountView, AuthStatus } from "@/types/providers";
import { type AccountEditContext, editAccount, mustFindAccount, noteCheck } from "./accountEdits";
import { createAccountLimits } from "./accountLimits";
import { toAccountView, toPendingView } from "./accountView";
import { ownAccount, readStatus, selectAccount } from "./authStatus";
import { type Disconnected, disconnect, leaveBehind } from "./disconnect";

/** The accounts at OpenAI. */
export interface OpenaiAccounts {
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
  /** One account or all. */
  disconnect(accountId?: string): Promise<Disconnected>;
  /** Forgets the accounts of a route, which go on elsewhere; gives their names. @throws AppError `storage_failed` */
  leaveBehind(route: AccountRoute): Promise<string[]>;
  /**
   * Whether runs on an account, by default the default one, may go on while nobody watches.
   * @throws AppError `plan_use_off` with the fact `needs: "background_consent"`; `auth_required`
   */
  requireBackgroundConsent(accountId?: string): Promise<void>;
  /** The credential of one call, by default of the default account. @throws AppError `auth_required` */
  credentials(accountId?: string): Promise<CredentialSource>;
  /** Until when plans are used up. */
  limits: AccountLimits;
  /** Closes the sign-in listener and stops asking about device codes. */
  close(): Promise<void>;
}

/** What the work on accounts is made of, each part made once. */
export interface OpenaiParts extends AccountEditContext {
  health: AccountHealthLog;
  flow: TokenFlow<AccountRecord>;
  signIn: SignInContext;
  device: DeviceSignIns;
  /** The way out that an account wants. @throws AppError `storage_failed` */
  fetchFor(account: AccountRecord): Promise<typeof fetch>;
  /** Calls may name accounts of other people. */
  hasOthers: boolean;
  /** Added to the margin before a token's end, in milliseconds. */
  jitterMs: number;
  /** A failure in the background that is no `AppError`. */
  reportBug(error: unknown): void;
}

export function createOpenaiAccounts(parts: OpenaiParts): OpenaiAccounts {
  const { store, tokens, health, terms, signIn, device, now, hasOthers } = parts;
  const { verificationUrl } = signIn.deviceFlow;
  const view = async (id: string) => toAccountView(mustFindAccount((await store.read()).document, id), parts);
  const select = async (accountId?: string) => {
    const snapshot = await store.read();
    return selectAccount(snapshot, now(), hasOthers ? ownAccount(snapshot.document, accountId) : accountId);
  };
  const statusContext = {
    store,
    toAccountView: (account: AccountRecord) => toAccountView(account, parts),
    toPendingView: (pending: PendingRecord) => toPendingView(pending, verificationUrl),
    now,
  };

  return {
    limits: createAccountLimits(store),
    account: view,
    status: (accountId) => readStatus(statusContext, accountId),
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
    renewDue: () => renewDueAccounts(parts),
    async resume() {
      await device.resume();
      await reopenListener(signIn);
    },
    async disconnect(accountId) {
      const outcome = await disconnect(parts, accountId);
      await closeListenerWhenIdle(signIn);
      return outcome;
    },
    leaveBehind: (route) => leaveBehind(store, route, now()),
    async requireBackgroundConsent(accountId) {
      const account = await select(accountId);
      terms[account.route].requireBackgroundConsent(account);
    },
    credentials: async (accountId) => credentialsOf(parts, await select(accountId)),
    async close() {
      device.close();
      await signIn.listener.close();
      await signIn.anyPortListener.close();
    },
  };
}

async function credentialsOf(parts: OpenaiParts, account: AccountRecord): Promise<CredentialSource> {
  const { tokens, store, health, box, terms, fetchFor } = parts;
  terms[account.route].requirePlanUse(account);
  const apiKey = account.mode === "api_key" ? await openToken(box, account, "api_key") : null;
  return createAccountCredentialSource(account, { tokens, store, health, apiKey, fetch: await fetchFor(account) });
}
