import type { RefreshOutcome, RefreshReason } from "@/lib/auth/issuer/refreshOutcome";
import type { AccountRecord, StoredAccount } from "@/lib/auth/store/authFileSchema";
import type { AccountRoute } from "@/types/providers";

/** What an issuer does with a refresh token, by the protocol that the account signed in with. */
export interface TokenFlow<A extends StoredAccount = StoredAccount> {
  provider: A["provider"];
  /** Never throws for a failure of the other side. @throws AppError `storage_failed` */
  refresh(account: A, refreshToken: string, reason: RefreshReason): Promise<RefreshOutcome>;
  /** Tells that a session is over. Best effort: true if it was confirmed. @throws AppError `storage_failed` */
  revoke(account: A, refreshToken: string): Promise<boolean>;
}

/** OpenAI's: each account by its own route. */
export function tokenFlowByRoute(flows: Record<AccountRoute, TokenFlow<AccountRecord>>): TokenFlow<AccountRecord> {
  return {
    provider: "openai-auth",
    refresh: (account, refreshToken, reason) => flows[account.route].refresh(account, refreshToken, reason),
    revoke: (account, refreshToken) => flows[account.route].revoke(account, refreshToken),
  };
}
