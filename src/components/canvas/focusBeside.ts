import { focusNode, mainArea, shellOf } from "@/components/board/focusNode";
import { flowOrder } from "@/store/flowOrder";
import { workflowStore } from "@/store/useWorkflow";

/**
 * Takes nodes away. If one of them, or something in it, had the focus, it goes to the node before the first of them in
 * the flow, else to the one after, else to the canvas: who works with keys goes on where they were.
 */
export function focusBeside(removed: readonly string[], remove: () => void): void {
  const { activeElement } = document;
  const isInside = removed.some((id) => holds(shellOf(id), activeElement));
  const next = isInside || activeElement === document.body ? neighbourOf(removed) : undefined;
  remove();
  if (next !== undefined) focusNode(next);
  else if (isInside) mainArea()?.focus();
}

/** The line of the outline that a button stands for is meant too. */
function holds(shell: HTMLElement | null, element: Element | null): boolean {
  return (shell?.closest("[data-outline-row]") ?? shell)?.contains(element) === true;
}

function neighbourOf(removed: readonly string[]): string | undefined {
  const { workflow } = workflowStore.getState();
  if (workflow === null) return undefined;
  const gone = new Set(removed);
  const order = flowOrder(workflow);
  const first = order.findIndex((id) => gone.has(id));
  return order.slice(0, first).at(-1) ?? order.slice(first).find((id) => !gone.has(id));
}
