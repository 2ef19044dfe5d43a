import { titleOf } from "@/components/kinds/nodeViews";
import { held as words } from "@/components/messages/held";
import { toast } from "@/components/ui/toast";
import { createWorkflow } from "@/store/endpoints";
import { foldNodes } from "@/store/foldNodes";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import { toErrorBody } from "@/types/errors";

/** Makes a workflow of the selected nodes and puts one node in their place, as one step of undo; says what came of it. */
export async function makeWorkflow(): Promise<void> {
  const { workflow, selection } = workflowStore.getState();
  if (workflow === null) return;
  const first = workflow.nodes.find(({ id }) => selection.nodes.includes(id));
  if (first === undefined) return;
  const folded = foldNodes(workflow, selection.nodes, words.madeName(titleOf(first)).slice(0, 200));
  if (typeof folded === "string") {
    toast.error(words.cannotMake[folded]);
    return;
  }
  const { parent, child, holder } = folded;
  try {
    await createWorkflow(child);
  } catch (error) {
    toast.error(toErrorBody(error).message);
    return;
  }
  // Whoever typed meanwhile keeps what was typed; the new workflow stands in the list.
  workflowActions().edit((now) => (now === workflow ? parent : now), { selection: { nodes: [holder], edges: [] } });
  toast.success(words.made(child.name));
}
