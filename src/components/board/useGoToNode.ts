import { useCallback } from "react";
import { workflowActions } from "@/store/useWorkflow";
import { useCanvasView } from "./canvasView";

/** Selects nodes and brings them into view. */
export function useGoToNode(): (nodeIds: string[]) => void {
  const { showNodes } = useCanvasView();
  return useCallback(
    (nodeIds) => {
      workflowActions().select({ nodes: nodeIds, edges: [] });
      showNodes(nodeIds);
    },
    [showNodes],
  );
}
