import { accountsOf } from "@/lib/runs/withAccount";
import { isAppError } from "@/types/errors";
import type { WorkflowNode } from "@/types/workflow";

/**
 * Whether nodes may run while nobody watches: each plan that they name must be allowed to pay for it then. An account
 * that is gone pays for nothing; its nodes say so themselves. `requireConsent` takes an account, or none for the
 * default one, and throws `plan_use_off` where it was not given.
 */
export function createUnattendedCheck(requireConsent: (account?: string) => Promise<void>) {
  return async (nodes: readonly WorkflowNode[]): Promise<boolean> => {
    for (const account of new Set(nodes.flatMap(accountsOf))) {
      try {
        await requireConsent(account === "" ? undefined : account);
      } catch (error) {
        if (!isAppError(error)) throw error;
        if (error.code === "plan_use_off") return false;
        if (error.code !== "auth_required" && error.code !== "not_found") throw error;
      }
    }
    return true;
  };
}
