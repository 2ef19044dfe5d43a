import { modelSettingsOf } from "@/lib/nodes/modelCalls";
import type { Workflow } from "@/types/workflow";

/** How many nodes of the open workflow run on this account: those that name it, and if it is the default the others. */
export function countNodesOn(workflow: Workflow | null, accountId: string, isDefault: boolean): number {
  const runsOnIt = (node: Workflow["nodes"][number]) =>
    modelSettingsOf(node).some(({ provider, account }) => {
      if (provider !== "openai-auth") return false;
      return account === undefined ? isDefault : account === accountId;
    });
  return workflow?.nodes.filter(runsOnIt).length ?? 0;
}
