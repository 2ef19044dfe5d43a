import { type ReactFlowProps, useStoreApi } from "@xyflow/react";
import { useEffect, useMemo } from "react";
import type { CanvasEdge, CanvasNode } from "./canvasElements";

/**
 * While the canvas or a node is moved by the pointer, a shield lies over it all: else the browser would look with every
 * step which of a thousand nodes is under the pointer, which takes most of the time of a step.
 */
export function useMoveShield(): Pick<ReactFlowProps<CanvasNode, CanvasEdge>, "onMove" | "onNodeDrag"> {
  const store = useStoreApi();
  useEffect(() => {
    const lower = () => store.getState().domNode?.removeAttribute("data-moving");
    // After the canvas has heard of it, which ends the move.
    window.addEventListener("pointerup", lower);
    window.addEventListener("pointercancel", lower);
    return () => {
      window.removeEventListener("pointerup", lower);
      window.removeEventListener("pointercancel", lower);
    };
  }, [store]);
  return useMemo(() => {
    const raise = () => store.getState().domNode?.setAttribute("data-moving", "");
    return {
      // A wheel moves it too, and must go on reaching the canvas.
      onMove: (event) => {
        if (event instanceof MouseEvent && event.type === "mousemove" && event.buttons !== 0) raise();
      },
      onNodeDrag: (event) => {
        if (event.type === "mousemove") raise();
      },
    };
  }, [store]);
}
