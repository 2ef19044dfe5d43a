import { useReactFlow } from "@xyflow/react";
import { useCallback } from "react";
import { workflowActions } from "@/store/useWorkflow";

const ANIMATION_MS = 200;

/** Selects nodes and brings them into view. */
export function useGoToNode(): (nodeIds: string[]) => void {
  const { fitView } = useReactFlow();
  return useCallback(
    (nodeIds) => {
      workflowActions().select({ nodes: nodeIds, edges: [] });
      const isStill = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
      const nodes = nodeIds.map((id) => ({ id }));
      void fitView({ nodes, maxZoom: 1, padding: 0.3, duration: isStill ? 0 : ANIMATION_MS });
    },
    [fitView],
  );
}
