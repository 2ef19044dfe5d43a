import type { StoredDocument } from "./authFileSchema";
import type { AuthStore } from "./authStore";

/**
 * Moves all accounts of one store into another, in which they have their ids, and gives their names. Cut off in the
 * middle, it is to be done again. @throws AppError `storage_failed`
 */
export function giveAccounts<D extends StoredDocument>(from: AuthStore<D>, to: AuthStore<D>): Promise<string[]> {
  return from.update(async (given) => {
    const names = given.accounts.map(({ name }) => name);
    if (names.length === 0) return names;
    await to.update((own) => {
      const known = new Set(own.accounts.map(({ id }) => id));
      own.accounts.push(...given.accounts.filter(({ id }) => !known.has(id)));
      own.default_account_id ??= given.default_account_id;
    });
    given.accounts = [];
    given.default_account_id = null;
    return names;
  });
}
