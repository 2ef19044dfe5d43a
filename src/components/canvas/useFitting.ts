import { useReactFlow, type Viewport } from "@xyflow/react";
import { useCallback, useEffect } from "react";
import { useWorkflow, workflowActions, workflowStore } from "@/store/useWorkflow";

const padding = 0.15;
const ANIMATION_MS = 200;

/** Shows a document where it was left, or whole; remembers where the person went. */
export function useFitting() {
  const { fitView, setViewport } = useReactFlow();
  const documentId = useWorkflow(({ workflow }) => workflow?.id);

  useEffect(() => {
    const { workflow } = workflowStore.getState();
    if (documentId === undefined || workflow === null) return;
    const { viewport } = workflow.layout;
    if (workflow.nodes.length === 0) void setViewport({ x: 0, y: 0, zoom: 1 });
    else if (viewport === undefined) void fitView({ padding, maxZoom: 1 });
    else void setViewport(viewport);
  }, [documentId, fitView, setViewport]);

  // Several nodes on an empty canvas at once are a template: it should be seen whole.
  useEffect(
    () =>
      workflowStore.subscribe(({ workflow }, { workflow: before }) => {
        const isFirst = workflow?.id === before?.id && before?.nodes.length === 0;
        if (isFirst && workflow !== null && workflow.nodes.length > 1)
          requestAnimationFrame(() => void fitView({ padding, maxZoom: 1 }));
      }),
    [fitView],
  );

  const fit = useCallback(() => {
    const isStill = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
    void fitView({ padding, maxZoom: 1, duration: isStill ? 0 : ANIMATION_MS });
  }, [fitView]);
  const saveViewport = useCallback((_event: unknown, viewport: Viewport) => {
    workflowActions().setViewport(viewport);
  }, []);
  return { fit, saveViewport };
}
