import { useCallback } from "react";
import { expandAround } from "@/store/groups";
import { workflowActions } from "@/store/useWorkflow";
import { useCanvasView } from "./canvasView";

/** Selects nodes and brings them into view. */
export function useGoToNode(): (nodeIds: string[]) => void {
  const { showNodes } = useCanvasView();
  return useCallback(
    (nodeIds) => {
      // Who goes to a node wants to see it.
      workflowActions().edit((doc) => expandAround(doc, nodeIds));
      workflowActions().select({ nodes: nodeIds, edges: [] });
      showNodes(nodeIds);
    },
    [showNodes],
  );
}
