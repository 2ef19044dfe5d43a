import { useReactFlow, type Viewport } from "@xyflow/react";
import { useCallback, useEffect } from "react";
import { useWorkflow, workflowActions, workflowStore } from "@/store/useWorkflow";

const padding = 0.15;
const ANIMATION_MS = 200;

/** Shows a document where it was left, or whole; remembers where the person went. */
export function useFitting() {
  const { fitView, setViewport } = useReactFlow();
  const documentId = useWorkflow(({ workflow }) => workflow?.id);
  const isEmpty = useWorkflow(({ workflow }) => workflow === null || workflow.nodes.length === 0);

  // biome-ignore lint/correctness/useExhaustiveDependencies: runs when another document opens, or the first nodes come
  useEffect(() => {
    const { workflow } = workflowStore.getState();
    if (workflow === null) return;
    const { viewport } = workflow.layout;
    if (viewport !== undefined && workflow.nodes.length > 0) void setViewport(viewport);
    else if (workflow.nodes.length > 1) void fitView({ padding, maxZoom: 1 });
    else if (workflow.nodes.length === 0) void setViewport({ x: 0, y: 0, zoom: 1 });
  }, [documentId, isEmpty]);

  const fit = useCallback(() => {
    const isStill = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    void fitView({ padding, maxZoom: 1, duration: isStill ? 0 : ANIMATION_MS });
  }, [fitView]);
  const saveViewport = useCallback((_event: unknown, viewport: Viewport) => {
    workflowActions().setViewport(viewport);
  }, []);
  return { fit, saveViewport };
}
