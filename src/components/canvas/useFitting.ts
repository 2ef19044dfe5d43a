import { useReactFlow, type Viewport } from "@xyflow/react";
import { useCallback, useEffect } from "react";
import { useShowWhole } from "@/components/board/canvasView";
import { useWorkflow, workflowActions, workflowStore } from "@/store/useWorkflow";
import { MIN_ZOOM } from "./zoomLevels";

/** Shows a document where it was left, or whole; remembers where the person went. */
export function useFitting(): (event: unknown, viewport: Viewport) => void {
  const { setViewport } = useReactFlow();
  const showWhole = useShowWhole();
  const documentId = useWorkflow(({ workflow }) => workflow?.id);

  useEffect(() => {
    const { workflow } = workflowStore.getState();
    if (documentId === undefined || workflow === null) return;
    const { viewport } = workflow.layout;
    if (workflow.nodes.length === 0) void setViewport({ x: 0, y: 0, zoom: 1 });
    else if (viewport === undefined) showWhole(0);
    else void setViewport({ ...viewport, zoom: Math.max(viewport.zoom, MIN_ZOOM) });
  }, [documentId, showWhole, setViewport]);

  // Several nodes on an empty canvas at once are a template: it should be seen whole.
  useEffect(
    () =>
      workflowStore.subscribe(({ workflow }, { workflow: before }) => {
        const isFirst = workflow?.id === before?.id && before?.nodes.length === 0;
        if (isFirst && workflow !== null && workflow.nodes.length > 1) requestAnimationFrame(() => showWhole(0));
      }),
    [showWhole],
  );

  return useCallback((_event: unknown, viewport: Viewport) => workflowActions().setViewport(viewport), []);
}
