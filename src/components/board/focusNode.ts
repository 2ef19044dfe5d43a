import { useCanvasUi } from "./canvasUi";

/** Frames to wait for a node that is still on its way into sight. */
const PATIENCE = 120;

let wanted: string | undefined;

/**
 * Gives the focus to a node, in the view where the person works, once it stands there and no dialog is open any more;
 * to the canvas as a whole if it does not come.
 */
export function focusNode(id: string): void {
  wanted = id;
  requestAnimationFrame(() => tryToFocus(id, PATIENCE));
}

/** A node will take the focus: a dialog that closes does not give it back. */
export function isNodeAwaited(): boolean {
  return wanted !== undefined;
}

function tryToFocus(id: string, patience: number): void {
  if (wanted !== id) return;
  const element = document.querySelector("[role='dialog'], [role='alertdialog']") === null ? shellOf(id) : null;
  if (element === null && patience > 0) {
    requestAnimationFrame(() => tryToFocus(id, patience - 1));
    return;
  }
  wanted = undefined;
  (element ?? mainArea())?.focus({ preventScroll: element !== null });
}

/** What stands for a node in the view where the person works, if it is drawn there. */
export function shellOf(id: string): HTMLElement | null {
  const name = CSS.escape(id);
  const isOutline = useCanvasUi.getState().place === "outline";
  return document.querySelector(
    isOutline ? `[data-outline-row="${name}"] [data-row-button]` : `.react-flow__node[data-id="${name}"]`,
  );
}

export function mainArea(): HTMLElement | null {
  return document.querySelector("#canvas");
}

/** Enter belongs to a button, a wire or another node that has the focus. */
export function isEnterOf(node: string): boolean {
  const focused = document.activeElement?.closest("button, a, summary, [role=button], [role=group], [role=treeitem]");
  return focused == null || focused.getAttribute("data-id") === node;
}
