import { useCanvasUi } from "@/components/board/canvasUi";
import { groupNodes, groupsTouched, ungroup } from "@/store/groups";
import { newId } from "@/store/ids";
import { workflowActions, workflowStore } from "@/store/useWorkflow";

/** Selects the nodes of a group, or adds them to what is selected. */
export function selectGroup(nodes: readonly string[], adds = false): void {
  const { selection, select } = workflowStore.getState();
  select({ nodes: adds ? [...new Set([...selection.nodes, ...nodes])] : [...nodes], edges: [] });
}

/** Gathers the selected nodes in a group whose name can be typed at once. */
export function groupSelection(): void {
  const { selection } = workflowStore.getState();
  const id = newId("g");
  workflowActions().edit((doc) => groupNodes(doc, selection.nodes, id));
  useCanvasUi.setState({ renaming: id });
}

export function ungroupSelection(): void {
  workflowActions().edit((doc) =>
    ungroup(
      doc,
      touched().map(({ id }) => id),
    ),
  );
}

/** The groups of the selected nodes. */
export function touched() {
  const { workflow, selection } = workflowStore.getState();
  return workflow === null ? [] : groupsTouched(workflow, selection.nodes);
}
