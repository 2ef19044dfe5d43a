import type { SecretBox } from "@/lib/security/secretBox";
import { nextDefault } from "./accountEdits";
import type { AccountRecord } from "./authFileSchema";
import type { CodexContext } from "./flows/codex/codexProtocol";
import { revokeRefreshToken } from "./flows/codex/revoke";
import type { OpenaiAuthStore } from "./openaiAuthStore";
import { openToken } from "./sealing";

export interface DisconnectContext {
  store: OpenaiAuthStore;
  box: SecretBox;
  contextFor(account: AccountRecord): Promise<CodexContext>;
}

/**
 * Forgets one account, or all, together with their sign-ins; then tells the issuer, best effort. The rows go
 * first, so that a refresh in flight finds none to write to.
 * @returns the ids that were forgotten
 * @throws AppError `storage_failed`
 */
export async function disconnect({ store, box, contextFor }: DisconnectContext, accountId?: string): Promise<string[]> {
  const removed = await store.update((document) => {
    const isMeant = (id: string | null) => accountId === undefined || id === accountId;
    const gone = document.accounts.filter(({ id }) => isMeant(id));
    document.accounts = document.accounts.filter(({ id }) => !isMeant(id));
    document.pending = document.pending.filter((pending) => !isMeant(pending.account) && !isMeant(pending.account_id));
    if (isMeant(document.default_account_id)) document.default_account_id = nextDefault(document.accounts);
    return gone;
  });
  await Promise.all(removed.map((account) => revoke(box, contextFor, account)));
  return removed.map(({ id }) => id);
}

async function revoke(
  box: SecretBox,
  contextFor: DisconnectContext["contextFor"],
  account: AccountRecord,
): Promise<void> {
  try {
    const refreshToken = await openToken(box, account, "refresh_token");
    if (refreshToken !== null) await revokeRefreshToken(await contextFor(account), refreshToken);
  } catch {
    // Sealed with another key: there is nothing to tell.
  }
}
