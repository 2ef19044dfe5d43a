import { useReactFlow } from "@xyflow/react";
import { useEffect, useMemo } from "react";
import { openPalette, useCanvasUi } from "@/components/board/canvasUi";
import type { CanvasView } from "@/components/board/canvasView";
import type { CommandActions } from "@/components/commands/registry";
import { useCommands } from "@/components/commands/useCommands";
import { lookOf } from "@/components/kinds/nodeViews";
import { idSet } from "@/store/graphIndex";
import { sizeNodes, unsizeNodes } from "@/store/nodeSizes";
import { workflowActions, workflowStore } from "@/store/useWorkflow";
import { duplicateBelow } from "./duplicate";
import { editCommands } from "./editCommands";
import { isPointFocused, moveFocusedPoint } from "./focusedPoint";
import { toggleMap } from "./mapUi";
import { useReveal } from "./useReveal";

/** Steps of the arrow keys, in canvas pixels; with Shift the long one. */
const STEP = 8;
const LONG_STEP = 40;
const SIZE_STEP = 16;

const arrows: Record<string, { x: number; y: number }> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

const selectedNodes = () => workflowStore.getState().selection.nodes;
const isNodeSelected = () => selectedNodes().length > 0;
/** In the outline the arrows go from line to line. */
const isOnCanvas = () => useCanvasUi.getState().place === "canvas";
const isMovable = () => isPointFocused() || (isNodeSelected() && isOnCanvas());

const moveCommands: CommandActions = {
  nudge: { run: (keys = "") => nudge(keys, STEP), isPossible: isMovable },
  nudgeFar: { run: (keys = "") => nudge(keys.replace("Shift+", ""), LONG_STEP), isPossible: isMovable },
  resize: {
    run: (keys = "") => resize(keys.replace("Alt+", "")),
    isPossible: () => isNodeSelected() && isOnCanvas(),
  },
  naturalSize: {
    run: () => workflowActions().edit((doc) => unsizeNodes(doc, selectedNodes())),
    isPossible: () => selectedNodes().some((id) => workflowStore.getState().workflow?.layout.nodes[id]?.sized === true),
  },
  map: { run: toggleMap },
};

/** What can be done on the canvas. */
export function useCanvasCommands({ fitAll, fitSelection }: CanvasView): void {
  const { zoomIn, zoomOut } = useReactFlow();
  const viewCommands = useMemo<CommandActions>(
    () => ({
      fit: { run: fitAll },
      fitSelection: { run: fitSelection, isPossible: isNodeSelected },
      zoomIn: { run: () => void zoomIn() },
      zoomOut: { run: () => void zoomOut() },
    }),
    [fitAll, fitSelection, zoomIn, zoomOut],
  );
  useCommands(editCommands);
  useCommands(useDuplicating());
  useCommands(moveCommands);
  useCommands(viewCommands);
  useCommands(useTabOnCanvas());
}

/** Copies stand below what is copied, and come into sight. */
export function useDuplicating(): CommandActions {
  const reveal = useReveal();
  return useMemo(() => {
    const copy = (isWired: boolean) => {
      const box = duplicateBelow(selectedNodes(), isWired);
      if (box !== undefined) reveal(box);
    };
    return {
      duplicate: { run: () => copy(false), isPossible: isNodeSelected },
      duplicateWired: { run: () => copy(true), isPossible: isNodeSelected },
    };
  }, [reveal]);
}

/** Tab opens the palette once after a press on empty space; without a pointer it leads through the page. */
function useTabOnCanvas(): CommandActions {
  const pressed = useMemo(() => ({ pane: false }), []);
  useEffect(() => {
    const onPointerDown = ({ target }: PointerEvent) => {
      pressed.pane = target instanceof Element && target.closest(".react-flow__pane") !== null;
    };
    const onKeyUp = ({ key }: KeyboardEvent) => {
      if (key === "Tab") pressed.pane = false;
    };
    window.addEventListener("pointerdown", onPointerDown, { capture: true });
    window.addEventListener("keyup", onKeyUp, { capture: true });
    return () => {
      window.removeEventListener("pointerdown", onPointerDown, { capture: true });
      window.removeEventListener("keyup", onKeyUp, { capture: true });
    };
  }, [pressed]);
  return useMemo(
    () => ({ paletteHere: { run: () => openPalette(), isPossible: () => pressed.pane && isCanvasFocused() } }),
    [pressed],
  );
}

/** Nothing of the page but the canvas itself has the focus. */
function isCanvasFocused(): boolean {
  return document.activeElement?.matches("body, main, .react-flow, .react-flow__pane") ?? true;
}

function nudge(arrow: string, step: number): void {
  const { workflow, selection, moveNodes } = workflowStore.getState();
  const direction = arrows[arrow];
  if (workflow === null || direction === undefined) return;
  if (moveFocusedPoint({ x: direction.x * step, y: direction.y * step })) return;
  const places = selection.nodes.map((id) => {
    const { x = 0, y = 0 } = workflow.layout.nodes[id] ?? {};
    return [id, { x: x + direction.x * step, y: y + direction.y * step }] as const;
  });
  moveNodes(Object.fromEntries(places));
}

/** What was never measured has the size of its kind. */
function resize(arrow: string): void {
  const { workflow } = workflowStore.getState();
  const by = arrows[arrow];
  if (workflow === null || by === undefined) return;
  const selected = idSet(selectedNodes());
  const sizes = workflow.nodes.flatMap(({ id, type }) => {
    if (!selected.has(id)) return [];
    const usual = lookOf(type).layout;
    const { width = usual.width, height = usual.height } = workflow.layout.nodes[id] ?? {};
    return [[id, { width: width + by.x * SIZE_STEP, height: height + by.y * SIZE_STEP }] as const];
  });
  const key = `size:${selectedNodes().join()}`;
  workflowActions().edit((doc) => sizeNodes(doc, Object.fromEntries(sizes)), { key });
}
