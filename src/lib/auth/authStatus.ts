import { AppError, isAppError } from "@/types/errors";
import type { AuthStatus } from "@/types/providers";
import type { AccountHealthLog } from "./accountHealth";
import { toAccountView, toPendingView } from "./accountView";
import type { AccountRecord } from "./authFileSchema";
import type { AuthSnapshot, OpenaiAuthStore } from "./openaiAuthStore";
import { presentPending } from "./pendingSignIns";
import { unusable } from "./tokenRenewal";

export interface StatusContext {
  store: OpenaiAuthStore;
  health: AccountHealthLog;
  issuer: string;
  now: () => number;
}

const connectedStatuses: ReadonlySet<string> = new Set(["created", "active", "limited"]);

/** All accounts or one, as the browser may see them. Never throws for a store that cannot be used. */
export async function readStatus(
  { store, health, issuer, now }: StatusContext,
  accountId?: string,
): Promise<AuthStatus> {
  const { document, problem } = await store.read().catch((error: unknown) => {
    if (!isAppError(error)) throw error;
    return { document: undefined, problem: error.message };
  });
  const accounts = (document?.accounts ?? []).filter(({ id }) => accountId === undefined || id === accountId);
  return {
    connected: accounts.some(({ status }) => connectedStatuses.has(status)),
    configured: problem === undefined,
    problem,
    accounts: accounts.map((account) => toAccountView(account, now, health)),
    defaultAccountId: document?.default_account_id ?? null,
    pending: document === undefined ? [] : presentPending(document, now()).map((row) => toPendingView(row, issuer)),
  };
}

/**
 * The account that a call names, or the default one. Never another in its place: who pays does not change by itself.
 * @throws AppError `auth_required`, `reauth_required`, `not_found`
 */
export function selectAccount({ document, problem }: AuthSnapshot, nowMs: number, accountId?: string): AccountRecord {
  const { accounts, default_account_id } = document;
  const account = accounts.find(({ id }) => id === (accountId ?? default_account_id));
  if (account === undefined) throw missing(problem, accountId);
  if (account.status === "needs_login") throw unusable(account, nowMs);
  if (account.status !== "disabled") return account;
  throw new AppError(
    "auth_required",
    `The account “${account.name}” is switched off. Switch it on, or choose another.`,
    { account: account.id, route: account.route },
  );
}

function missing(problem: string | undefined, accountId: string | undefined): AppError {
  if (accountId === undefined) {
    return new AppError("auth_required", problem ?? "No ChatGPT account is connected. Connect one to use your plan.");
  }
  return new AppError(
    "not_found",
    "The account chosen here is no longer connected. Choose another, or connect it again.",
    { action: "connect", account: accountId },
  );
}
