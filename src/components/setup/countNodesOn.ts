import { parseLlmData } from "@/components/nodes/useLlmNode";
import type { Workflow } from "@/types/workflow";

/** How many nodes of the open workflow run on this account: those that name it, and if it is the default the others. */
export function countNodesOn(workflow: Workflow | null, accountId: string, isDefault: boolean): number {
  const runsOnIt = ({ type, data }: Workflow["nodes"][number]) => {
    const llm = type === "llmGenerate" ? parseLlmData(data) : undefined;
    if (llm?.provider !== "openai-auth") return false;
    return llm.account === undefined ? isDefault : llm.account === accountId;
  };
  return workflow?.nodes.filter(runsOnIt).length ?? 0;
}
