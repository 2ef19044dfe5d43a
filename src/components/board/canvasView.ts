import { getViewportForBounds, type ReactFlowState, useReactFlow, useStoreApi } from "@xyflow/react";
import { useCallback, useContext, useMemo } from "react";
import { type Box, boundsOf } from "@/store/boxes";
import { workflowStore } from "@/store/useWorkflow";
import { NodeLooks } from "./nodeLooks";
import { shownBoxes } from "./shownBoxes";

const ANIMATION_MS = 200;
/** Between what is shown and the bars around it, and where no bar is, in pixels. */
const GAP = 24;
const EDGE = 40;

type Sides = Record<"top" | "right" | "bottom" | "left", `${number}px`>;

/** Where the canvas may look. */
export interface CanvasView {
  fitAll(): void;
  /** Brings nodes into sight, whole and beside the bars, at 100 % at most. */
  showNodes(ids: readonly string[]): void;
  /** The selected nodes. */
  fitSelection(): void;
}

export function useCanvasView(): CanvasView {
  const showWhole = useShowWhole();
  return useMemo(() => {
    // What opens beside the canvas because of a selection takes its room first, and the canvas notices one frame later.
    const show = (ids?: readonly string[]) => nextFrame(() => nextFrame(() => showWhole(moveMs(), ids)));
    const fitSelection = () => show(workflowStore.getState().selection.nodes);
    return { fitAll: () => show(), showNodes: show, fitSelection };
  }, [showWhole]);
}

/**
 * Shows nodes of the open document, or all of them, with the groups that they are: whole, behind no bar, at 100 % at
 * most. It knows them by the document, so that it does not wait for the canvas to have drawn them.
 */
export function useShowWhole(): (duration: number, ids?: readonly string[]) => void {
  const showBox = useShowBox();
  const store = useStoreApi();
  const lookOf = useContext(NodeLooks);
  return useCallback(
    (duration, ids) => {
      const { workflow } = workflowStore.getState();
      const bounds = workflow === null ? undefined : boundsOf(shownBoxes(workflow, store.getState(), lookOf, ids));
      if (bounds !== undefined) showBox(bounds, duration);
    },
    [showBox, store, lookOf],
  );
}

/** Shows a part of the canvas: whole, behind no bar, at 100 % at most. */
export function useShowBox(): (box: Box, duration: number) => void {
  const { setViewport } = useReactFlow();
  const store = useStoreApi();
  return useCallback(
    (box, duration) => {
      const { width, height, minZoom, domNode } = store.getState();
      void setViewport(getViewportForBounds(box, width, height, minZoom, 1, roomBeside(domNode)), { duration });
    },
    [setViewport, store],
  );
}

export function moveMs(): number {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : ANIMATION_MS;
}

/** What is left free around nodes that are brought into sight. */
function roomBeside(canvas: ReactFlowState["domNode"]): Sides {
  const { top, right, bottom } = barsOn(canvas);
  const room = (bar: number) => `${Math.max(EDGE, bar === 0 ? 0 : bar + GAP)}px` as const;
  return { top: room(top), right: room(right), bottom: room(bottom), left: `${EDGE}px` };
}

/** What bars take of the canvas, in pixels: those at its right of its width, the others of its height. */
export function barsOn(canvas: ReactFlowState["domNode"]): { top: number; right: number; bottom: number } {
  const bars = { top: 0, right: 0, bottom: 0 };
  const bounds = canvas?.getBoundingClientRect();
  for (const panel of canvas?.querySelectorAll(".react-flow__panel:not(.react-flow__attribution)") ?? []) {
    const bar = panel.getBoundingClientRect();
    const { classList } = panel;
    if (bounds === undefined || bar.height === 0) continue;
    if (classList.contains("right")) bars.right = Math.max(bars.right, bounds.right - bar.left);
    else if (classList.contains("top")) bars.top = Math.max(bars.top, bar.bottom - bounds.top);
    else bars.bottom = Math.max(bars.bottom, bounds.bottom - bar.top);
  }
  return bars;
}

function nextFrame(action: () => void): void {
  requestAnimationFrame(action);
}
