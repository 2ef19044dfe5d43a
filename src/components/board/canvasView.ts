import { type FitViewOptions, type ReactFlowState, useReactFlow, useStoreApi } from "@xyflow/react";
import { useMemo } from "react";
import { workflowStore } from "@/store/useWorkflow";

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
  const { fitView } = useReactFlow();
  const store = useStoreApi();
  return useMemo(() => {
    // What opens beside the canvas because of a selection takes its room first, and the canvas notices one frame later.
    const show = (options: FitViewOptions) =>
      nextFrame(() => nextFrame(() => void fitView({ ...optionsFor(store.getState()), ...options })));
    const showNodes = (ids: readonly string[]) => show({ nodes: ids.map((id) => ({ id })) });
    const fitSelection = () => showNodes(workflowStore.getState().selection.nodes);
    return { fitAll: () => show({}), showNodes, fitSelection };
  }, [fitView, store]);
}

/** How to show something whole on a canvas as it stands: moving, unless that is unwanted, and behind no bar. */
export function optionsFor({ domNode }: Pick<ReactFlowState, "domNode">): FitViewOptions {
  return { padding: roomBeside(domNode), maxZoom: 1, duration: moveMs() };
}

export function moveMs(): number {
  return window.matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : ANIMATION_MS;
}

/** What bars take of the canvas: those at its right of its width, the others of its height. */
function roomBeside(canvas: Element | null): Sides {
  const room = { top: EDGE, right: EDGE, bottom: EDGE };
  const bounds = canvas?.getBoundingClientRect();
  for (const panel of canvas?.querySelectorAll(".react-flow__panel:not(.react-flow__attribution)") ?? []) {
    const bar = panel.getBoundingClientRect();
    const { classList } = panel;
    if (bounds === undefined || bar.height === 0) continue;
    if (classList.contains("right")) room.right = Math.max(room.right, bounds.right - bar.left + GAP);
    else if (classList.contains("top")) room.top = Math.max(room.top, bar.bottom - bounds.top + GAP);
    else room.bottom = Math.max(room.bottom, bounds.bottom - bar.top + GAP);
  }
  return { top: `${room.top}px`, bottom: `${room.bottom}px`, left: `${EDGE}px`, right: `${room.right}px` };
}

function nextFrame(action: () => void): void {
  requestAnimationFrame(action);
}
