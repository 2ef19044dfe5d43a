import type { StoredAccount, StoredDocument } from "@/lib/auth/store/authFileSchema";
import type { AuthStore } from "@/lib/auth/store/authStore";
import { rememberInRegistration } from "@/lib/auth/store/registrations";
import { openToken } from "@/lib/auth/store/sealing";
import type { AccessTokens } from "@/lib/auth/tokens/accessToken";
import type { AccountHealthLog } from "@/lib/auth/tokens/accountHealth";
import type { TokenFlow } from "@/lib/auth/tokens/tokenFlow";
import type { SecretBox } from "@/lib/security/secretBox";
import { isAppError } from "@/types/errors";
import type { AccountRoute } from "@/types/providers";
import { nextDefault } from "./accountEdits";

export interface Disconnected {
  /** Ids that were forgotten. */
  disconnected: string[];
  /** Those of them whose end the issuer did not confirm: the person can end them in the issuer's settings. */
  unconfirmed: string[];
}

export interface DisconnectContext {
  store: AuthStore;
  box: SecretBox;
  flow: TokenFlow;
  now: () => number;
  tokens: Pick<AccessTokens, "forget">;
  health: Pick<AccountHealthLog, "forget">;
}

/** Names of former accounts that are kept, so that the file does not grow for ever. */
const MAX_FORMER = 50;

/**
 * Forgets one account, or all, together with their sign-ins; then tells the issuer, best effort. The rows go
 * first, so that a refresh in flight finds none to write to.
 * @throws AppError `storage_failed`
 */
export async function disconnect(
  { store, box, flow, now, tokens, health }: DisconnectContext,
  accountId?: string,
): Promise<Disconnected> {
  // Of a file of another key no token can be read, so none can be ended.
  const isReadable = (await store.read()).problem === undefined;
  const removed = await store.update((document) =>
    takeOut(document, (id) => accountId === undefined || id === accountId, now()),
  );
  const confirmed = await Promise.all(removed.map(async (account) => isReadable && revoke(box, flow, account)));
  for (const { id } of removed) {
    tokens.forget(id);
    health.forget(id);
  }
  const unconfirmed = removed.filter((_, index) => !confirmed[index]);
  return { disconnected: removed.map(({ id }) => id), unconfirmed: unconfirmed.map(({ id }) => id) };
}

/**
 * Forgets the accounts of a route without a word to the issuer: where they came from they go on. Gives their names.
 * @throws AppError `storage_failed`
 */
export async function leaveBehind(store: AuthStore, route: AccountRoute, nowMs: number): Promise<string[]> {
  const left = await store.update((document) => {
    const ids = new Set(document.accounts.filter((account) => account.route === route).map(({ id }) => id));
    return ids.size === 0 ? [] : takeOut(document, (id) => ids.has(id ?? ""), nowMs);
  });
  return left.map(({ name }) => name);
}

/** Takes accounts out of a document, with their sign-ins, and gives them. */
function takeOut(document: StoredDocument, isMeant: (id: string | null) => boolean, nowMs: number): StoredAccount[] {
  const gone = document.accounts.filter(({ id }) => isMeant(id));
  for (const account of gone) if (account.route === "siwc") rememberInRegistration(document, account, nowMs);
  document.accounts = document.accounts.filter(({ id }) => !isMeant(id));
  const former = gone.map(({ id, name, route }) => ({ id, name, route }));
  if (gone.length > 0) document.former_accounts = [...(document.former_accounts ?? []), ...former].slice(-MAX_FORMER);
  document.pending = document.pending.filter((pending) => !isMeant(pending.account) && !isMeant(pending.account_id));
  if (isMeant(document.default_account_id)) document.default_account_id = nextDefault(document.accounts);
  return gone;
}

async function revoke(box: SecretBox, flow: TokenFlow, account: StoredAccount): Promise<boolean> {
  // Another version wrote it: nobody here knows how its tokens are ended.
  if (account.unread_fields !== undefined) return false;
  try {
    const refreshToken = await openToken(box, account, "refresh_token");
    return refreshToken === null || (await flow.revoke(account, refreshToken));
  } catch (error) {
    if (!isAppError(error)) throw error;
    // A token, or the proxy to the issuer, cannot be read: the session goes on there.
    return false;
  }
}
