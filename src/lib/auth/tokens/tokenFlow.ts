import type { CodexContext, RefreshReason } from "@/lib/auth/flows/codex/codexProtocol";
import { type RefreshOutcome, refreshTokens } from "@/lib/auth/flows/codex/refresh";
import { revokeRefreshToken } from "@/lib/auth/flows/codex/revoke";
import { refreshSiwcTokens } from "@/lib/auth/flows/siwc/refresh";
import { revokeSiwcToken } from "@/lib/auth/flows/siwc/revoke";
import type { AccountRecord, StoredAccount } from "@/lib/auth/store/authFileSchema";

/** What an issuer does with a refresh token, by the protocol that the account signed in with. */
export interface TokenFlow<A extends StoredAccount = StoredAccount> {
  provider: A["provider"];
  /** Never throws for a failure of the other side. @throws AppError `storage_failed` */
  refresh(account: A, refreshToken: string, reason: RefreshReason): Promise<RefreshOutcome>;
  /** Tells that a session is over. Best effort: true if it was confirmed. @throws AppError `storage_failed` */
  revoke(account: A, refreshToken: string): Promise<boolean>;
}

export interface OpenaiTokenFlowOptions {
  /** How the issuer is reached for this account. @throws AppError `storage_failed` */
  contextFor(account: AccountRecord): Promise<CodexContext>;
  now: () => number;
}

/** OpenAI's: each account by its own route. */
export function createOpenaiTokenFlow({ contextFor, now }: OpenaiTokenFlowOptions): TokenFlow<AccountRecord> {
  return {
    provider: "openai-auth",
    async refresh(account, refreshToken, reason) {
      const context = await contextFor(account);
      if (account.route !== "siwc") return refreshTokens(context, refreshToken, reason);
      return refreshSiwcTokens(context, { clientId: account.client_id, refreshToken }, now());
    },
    async revoke(account, refreshToken) {
      const context = await contextFor(account);
      if (account.route !== "siwc") return revokeRefreshToken(context, refreshToken);
      return revokeSiwcToken(context, { clientId: account.client_id, refreshToken });
    },
  };
}
