import type { LlmData } from "@/components/nodes/useLlmNode";
import { workflowStore } from "@/store/useWorkflow";
import type { DraftRequest } from "@/types/drafts";
import { isForeignWorkflow } from "./foreignWorkflow";

/** What is asked of the server: the wish, or the file that was pasted for one, and the nodes it is about. */
export function toDraftRequest(
  text: string,
  { provider, model, account }: Pick<LlmData, "provider" | "model" | "account">,
  selection: readonly string[],
): DraftRequest {
  const payer = { provider, model, ...(account === undefined ? {} : { account }) };
  if (isForeignWorkflow(text)) return { ...payer, wish: "", source: text };
  const { workflow } = workflowStore.getState();
  if (workflow === null || selection.length === 0) return { ...payer, wish: text };
  const chosen = new Set(selection);
  return {
    ...payer,
    wish: text,
    selection: {
      nodes: workflow.nodes.filter(({ id }) => chosen.has(id)),
      edges: workflow.edges.filter(({ source, target }) => chosen.has(source.node) || chosen.has(target.node)),
    },
  };
}
