import { presentPending } from "@/lib/auth/signIn/pendingSignIns";
import type { StoredAccount, StoredDocument } from "@/lib/auth/store/authFileSchema";
import type { AuthSnapshot, AuthStore } from "@/lib/auth/store/authStore";
import { unusable } from "@/lib/auth/tokens/tokenRenewal";
import { AppError, isAppError } from "@/types/errors";
import type { AuthStatus } from "@/types/providers";

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
    formerAccounts: document?.former_accounts?.map(({ id, name }) => ({ id, name })),
    pending: document === undefined ? [] : presentPending<D["pending"][number]>(document, now()).map(toPendingView),
  };
}

/**
 * The account that a call names, or the default one. Never another in its place: who pays does not change by itself.
 * @throws AppError `auth_required`, `reauth_required`
 */
export function selectAccount<D extends StoredDocument>(
  { document, problem }: AuthSnapshot<D>,
  nowMs: number,
  accountId?: string,
): D["accounts"][number] {
  const { accounts, default_account_id } = document;
  const account: StoredAccount | undefined = accounts.find(({ id }) => id === (accountId ?? default_account_id));
  if (account === undefined) throw accountId === undefined ? nobody(problem) : gone(document, accountId);
  if (account.status === "needs_login") throw unusable(account, nowMs);
  if (account.status !== "disabled") return account;
  throw new AppError(
    "auth_required",
    `The account “${account.name}” is switched off. Switch it on, or choose another.`,
    { account: account.id, route: account.route },
  );
}

/**
 * The account that a call means: one that neither is nor was this person's is somebody else's, whose plan pays for them
 * alone, and then it is the default one (undefined).
 */
export function ownAccount({ accounts, former_accounts = [] }: StoredDocument, accountId?: string): string | undefined {
  return [...accounts, ...former_accounts].some(({ id }) => id === accountId) ? accountId : undefined;
}

function nobody(problem: string | undefined): AppError {
  return new AppError("auth_required", problem ?? "No ChatGPT account is connected. Connect one to use your plan.");
}

/** Connecting again makes another account; whoever names this one has to name another. */
function gone({ former_accounts }: StoredDocument, id: string): AppError {
  const former = former_accounts?.findLast((candidate) => candidate.id === id);
  const who = former === undefined ? `The account chosen here (${id})` : `“${former.name}”`;
  return new AppError("auth_required", `${who} is no longer connected. Choose who else pays.`, {
    action: "choose_model",
    account: id,
    route: former?.route,
  });
}
