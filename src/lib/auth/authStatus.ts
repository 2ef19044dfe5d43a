import { AppError, isAppError } from "@/types/errors";
import type { AuthStatus } from "@/types/providers";
import type { StoredAccount, StoredDocument } from "./authFileSchema";
import type { AuthSnapshot, AuthStore } from "./authStore";
import { presentPending } from "./pendingSignIns";
import { unusable } from "./tokenRenewal";

export interface StatusContext<D extends StoredDocument, AccountView, PendingView> {
  store: AuthStore<D>;
  toAccountView(account: D["accounts"][number]): AccountView;
  toPendingView(pending: D["pending"][number]): PendingView;
  now: () => number;
}

type Status<AccountView, PendingView> = Omit<AuthStatus, "accounts" | "pending"> & {
  accounts: AccountView[];
  pending: PendingView[];
};

const connectedStatuses: ReadonlySet<string> = new Set(["created", "active", "limited"]);

/** All accounts or one, as the browser may see them. Never throws for a store that cannot be used. */
export async function readStatus<D extends StoredDocument, AccountView, PendingView>(
  { store, toAccountView, toPendingView, now }: StatusContext<D, AccountView, PendingView>,
  accountId?: string,
): Promise<Status<AccountView, PendingView>> {
  const { document, problem } = await store.read().catch((error: unknown) => {
    if (!isAppError(error)) throw error;
    return { document: undefined, problem: error.message };
  });
  const accounts = (document?.accounts ?? []).filter(({ id }) => accountId === undefined || id === accountId);
  return {
    connected: accounts.some(({ status }) => connectedStatuses.has(status)),
    configured: problem === undefined,
    problem,
    accounts: accounts.map(toAccountView),
    defaultAccountId: document?.default_account_id ?? null,
    pending: document === undefined ? [] : presentPending<D["pending"][number]>(document, now()).map(toPendingView),
  };
}

/**
 * The account that a call names, or the default one. Never another in its place: who pays does not change by itself.
 * @throws AppError `auth_required`, `reauth_required`, `not_found`
 */
export function selectAccount<D extends StoredDocument>(
  { document, problem }: AuthSnapshot<D>,
  nowMs: number,
  accountId?: string,
): D["accounts"][number] {
  const { accounts, default_account_id } = document;
  const account: StoredAccount | undefined = accounts.find(({ id }) => id === (accountId ?? default_account_id));
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
