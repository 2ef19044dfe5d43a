import type { AccountLimits } from "@/types/limits";

/** Limits of accounts in memory, by account. */
export function memoryAccountLimits() {
  const limited = new Map<string, string>();
  const accounts: AccountLimits = {
    async noteLimit(accountId, until) {
      limited.set(accountId, until);
    },
    async clearLimit(accountId) {
      limited.delete(accountId);
    },
  };
  return { accounts, limited };
}
