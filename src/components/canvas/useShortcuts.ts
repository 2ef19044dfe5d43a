import { useEffect } from "react";
import { openPalette, useCanvasUi } from "@/components/board/canvasUi";
import { isActive } from "@/store/runReducer";
import { startRun, stopRun } from "@/store/runSession";
import { runStore } from "@/store/useRun";
import { workflowStore } from "@/store/useWorkflow";
import { deleteSelection } from "./clipboardActions";
import { isTyping } from "./isTyping";

/** Steps of the arrow keys, in canvas pixels; with Shift the long one. */
const STEP = 8;
const LONG_STEP = 40;

const arrows: Record<string, { x: number; y: number }> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

const isMod = (event: KeyboardEvent) => event.ctrlKey || event.metaKey;

/** The keys of the canvas; while somebody types only run, stop and the palette answer. */
export function useShortcuts(fitView: () => void): void {
  useEffect(() => {
    // Tab opens the palette once after a press on empty space; without a pointer it leads through the page.
    let pressedPane = false;
    const onPointerDown = ({ target }: PointerEvent) => {
      pressedPane = target instanceof Element && target.closest(".react-flow__pane") !== null;
    };
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing) return;
      const typing = isTyping(event.target);
      const handled =
        alwaysKey(event, typing) ||
        (!typing && (isMod(event) ? modKeyDown(event, fitView) : plainKeyDown(event, pressedPane)));
      if (event.key === "Tab") pressedPane = false;
      if (!handled) return;
      event.preventDefault();
      // React Flow would move, select or delete a second time.
      event.stopPropagation();
    };
    window.addEventListener("pointerdown", onPointerDown, { capture: true });
    window.addEventListener("keydown", onKeyDown, { capture: true });
    return () => {
      window.removeEventListener("pointerdown", onPointerDown, { capture: true });
      window.removeEventListener("keydown", onKeyDown, { capture: true });
    };
  }, [fitView]);
}

function alwaysKey(event: KeyboardEvent, typing: boolean): boolean {
  const isOpenDialog = document.querySelector("[role='dialog'], [role='alertdialog']") !== null;
  if (isOpenDialog) return false;
  // React Flow takes Enter for a change of the selection, so that it must not see this one.
  if (isMod(event) && event.key === "Enter") return done(() => void (event.repeat || startRun()));
  if (isMod(event) && event.key === ".") return done(() => void stopRun());
  if (isMod(event) && !event.shiftKey && event.key.toLowerCase() === "k") return done(() => openPalette());
  if (event.key !== "Escape" || typing || !isActive(runStore.getState().run.status)) return false;
  return done(() => void stopRun());
}

function modKeyDown(event: KeyboardEvent, fitView: () => void): boolean {
  const { undo, redo, duplicate, select, selection, workflow } = workflowStore.getState();
  const key = event.key.toLowerCase();
  if (key === "z") return done(event.shiftKey ? redo : undo);
  if (event.shiftKey || event.altKey) return false;
  if (key === "y") return done(redo);
  if (key === "d") return done(() => duplicate(selection.nodes));
  if (key === "a") return done(() => select({ nodes: workflow?.nodes.map((node) => node.id) ?? [], edges: [] }));
  if (key === "1") return done(fitView);
  return false;
}

function plainKeyDown(event: KeyboardEvent, pressedPane: boolean): boolean {
  if (event.altKey || event.ctrlKey || event.metaKey) return false;
  const { selection, select } = workflowStore.getState();
  const arrow = arrows[event.key];
  if (arrow !== undefined) return nudge(arrow, event.shiftKey ? LONG_STEP : STEP);
  if (event.key === "Delete" || event.key === "Backspace") return done(deleteSelection);
  if (event.key === "Tab" && pressedPane && isPane(event.target) && !event.shiftKey) return done(() => openPalette());
  const [only] = selection.nodes;
  if (event.key === "F2" && only !== undefined) return done(() => useCanvasUi.setState({ renaming: only }));
  if (event.key === "Escape") return done(() => select({ nodes: [], edges: [] }));
  return false;
}

/** Nothing of the page but the canvas itself has the focus. */
function isPane(target: EventTarget | null): boolean {
  return target instanceof Element && target.matches("body, main, .react-flow, .react-flow__pane");
}

function nudge(direction: { x: number; y: number }, step: number): boolean {
  const { workflow, selection, moveNodes } = workflowStore.getState();
  if (workflow === null || selection.nodes.length === 0) return false;
  const places = selection.nodes.map((id) => {
    const { x = 0, y = 0 } = workflow.layout.nodes[id] ?? {};
    return [id, { x: x + direction.x * step, y: y + direction.y * step }] as const;
  });
  moveNodes(Object.fromEntries(places));
  return true;
}

function done(action: () => void): true {
  action();
  return true;
}
