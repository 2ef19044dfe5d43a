import { groupsOf } from "@/store/groups";
import { workflowStore } from "@/store/useWorkflow";

/** Selects the node, or the nodes of the group, of the line that has the focus, unless it is selected among others. */
export function adoptRow(focused: Element): void {
  const line = focused.matches("[data-row-button]") ? focused.closest<HTMLElement>("[data-outline-row]") : null;
  const id = line?.dataset.outlineRow;
  const { workflow, selection, select } = workflowStore.getState();
  if (id === undefined || workflow === null) return;
  const nodes = groupsOf(workflow).find((group) => group.id === id)?.nodes ?? [id];
  if (!nodes.every((node) => selection.nodes.includes(node))) select({ nodes, edges: [] });
}
