import type { OpenaiAuthStore } from "@/lib/auth/store/openaiAuthStore";
import type { AccountLimits } from "@/types/limits";

/** Keeps on the account until when its plan is used up, so that another process and the next start know it too. */
export function createAccountLimits(store: Pick<OpenaiAuthStore, "update">): AccountLimits {
  return {
    noteLimit: (accountId, until) =>
      store.update(({ accounts }) => {
        const account = accounts.find(({ id }) => id === accountId);
        if (account === undefined) return;
        account.limited_until = until;
        if (account.status === "active" || account.status === "created") account.status = "limited";
      }),
    clearLimit: (accountId) =>
      store.update(({ accounts }) => {
        const account = accounts.find(({ id }) => id === accountId);
        if (account === undefined) return;
        account.limited_until = null;
        if (account.status === "limited") account.status = "active";
      }),
  };
}
