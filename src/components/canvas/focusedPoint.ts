import { workflowActions, workflowStore } from "@/store/useWorkflow";
import { moveWirePoint, pointsOf, removeWirePoint } from "@/store/wirePoints";

/** The point of a wire that has the focus: keys for what is selected go to it first. */
function focusedPoint(): { edge: string; index: number } | undefined {
  const { wire, point } = document.activeElement instanceof SVGElement ? document.activeElement.dataset : {};
  return wire === undefined || point === undefined ? undefined : { edge: wire, index: Number(point) };
}

export function isPointFocused(): boolean {
  return focusedPoint() !== undefined;
}

/** False if no point has the focus. */
export function moveFocusedPoint(by: { x: number; y: number }): boolean {
  const focused = focusedPoint();
  const { workflow } = workflowStore.getState();
  if (focused === undefined || workflow === null) return false;
  const { edge, index } = focused;
  const point = pointsOf(workflow, edge)[index];
  if (point === undefined) return false;
  const to = { x: point.x + by.x, y: point.y + by.y };
  workflowActions().edit((doc) => moveWirePoint(doc, edge, index, to), { key: `point:${edge}:${index}` });
  return true;
}

/** False if no point has the focus. */
export function removeFocusedPoint(): boolean {
  const focused = focusedPoint();
  if (focused === undefined) return false;
  const { edge, index } = focused;
  // The wire keeps the focus, so that the next key goes where this one went.
  document.activeElement?.closest<SVGElement>(".react-flow__edge")?.focus();
  workflowActions().edit((doc) => removeWirePoint(doc, edge, index));
  return true;
}
