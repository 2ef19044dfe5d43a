import type { AccountLimits } from "@/types/limits";

/** Accounts by who keeps them: what is learned of one is noted where its person has it. */
export interface AccountKeepers extends AccountLimits {
  /** To be told whenever an account is about to pay. */
  learn(accountId: string, keeper: AccountLimits): void;
}

export function createAccountKeepers(): AccountKeepers {
  const keepers = new Map<string, AccountLimits>();
  return {
    learn: (accountId, keeper) => void keepers.set(accountId, keeper),
    noteLimit: async (accountId, until) => keepers.get(accountId)?.noteLimit(accountId, until),
    clearLimit: async (accountId) => keepers.get(accountId)?.clearLimit(accountId),
  };
}
