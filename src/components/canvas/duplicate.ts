import { titleOf } from "@/components/kinds/nodeViews";
import { type Box, boundsOf } from "@/store/boxes";
import { idSet } from "@/store/graphIndex";
import { workflowStore } from "@/store/useWorkflow";
import { boxesOf, standingBoxes } from "./nodeBoxes";

/** Between what is copied and its copy, in canvas pixels. */
const GAP = 56;

/**
 * Puts copies of nodes below them, where nothing stands, and selects them. `isWired`: what comes into the nodes from
 * others comes into the copies too. Where they are, or undefined if there was nothing to copy.
 */
export function duplicateBelow(nodeIds: readonly string[], isWired = false): Box | undefined {
  const { workflow, duplicate } = workflowStore.getState();
  if (workflow === null) return undefined;
  const copied = idSet(nodeIds);
  const bounds = boundsOf(boxesOf(workflow).filter(({ id }) => copied.has(id)));
  if (bounds === undefined) return undefined;
  const y = freeBelow(bounds, standingBoxes(workflow));
  duplicate(nodeIds, { offset: { x: 0, y: y - bounds.y }, isWired, nameOf: titleOf });
  return { ...bounds, y };
}

/** The first free height below a box. */
export function freeBelow({ x, y, width, height }: Box, taken: readonly Box[]): number {
  const inColumn = taken.filter((box) => box.x < x + width && x < box.x + box.width);
  let top = y + height + GAP;
  for (const box of inColumn.sort((a, b) => a.y - b.y)) {
    const isInWay = box.y < top + height && top < box.y + box.height;
    if (isInWay) top = box.y + box.height + GAP;
  }
  return top;
}
