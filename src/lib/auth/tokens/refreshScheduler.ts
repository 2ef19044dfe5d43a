import type { StoredAccount } from "@/lib/auth/store/authFileSchema";
import type { AuthStore } from "@/lib/auth/store/authStore";
import { isAppError } from "@/types/errors";
import type { AccessTokens } from "./accessToken";
import { refreshReason } from "./refreshPolicy";

const MAX_AT_ONCE = 3;

export interface RenewalRound {
  /** Accounts whose token ends soon. */
  due: number;
  renewed: number;
  /** Names of accounts that could not be renewed; each keeps its own last error. */
  failed: string[];
}

export interface RenewalRoundOptions {
  store: AuthStore;
  tokens: Pick<AccessTokens, "get">;
  now: () => number;
  /** Added to the margin before expiry, in milliseconds. */
  jitterMs: number;
  /** A failure that is no `AppError`. */
  reportBug(error: unknown): void;
}

/** Renews every account whose token ends soon, at most three at once; one that fails does not stop the others. */
export async function renewDueAccounts(options: RenewalRoundOptions): Promise<RenewalRound> {
  const { store, now, jitterMs } = options;
  const due = (await store.read()).document.accounts.filter((account) => isDue(account, now(), jitterMs));
  const waiting = due.values();
  const round: RenewalRound = { due: due.length, renewed: 0, failed: [] };

  // All workers take from one iterator, so each account is taken once.
  async function work(): Promise<void> {
    for (const account of waiting) {
      if (await renew(account, options)) round.renewed += 1;
      else round.failed.push(account.name);
    }
  }
  await Promise.all(Array.from({ length: Math.min(MAX_AT_ONCE, due.length) }, work));
  return round;
}

function isDue(account: StoredAccount, nowMs: number, jitterMs: number): boolean {
  if (account.status === "disabled" || account.status === "needs_login") return false;
  return account.refresh_token !== null && refreshReason(account, nowMs, jitterMs) !== undefined;
}

/** A failed renewal may leave the present token usable, and then nothing is thrown: the generation tells. */
async function renew(before: StoredAccount, { tokens, reportBug }: RenewalRoundOptions): Promise<boolean> {
  try {
    const { account } = await tokens.get(before.id);
    return account.generation !== before.generation;
  } catch (error) {
    if (!isAppError(error)) reportBug(error);
    return false;
  }
}
