import type { ReactFlowState } from "@xyflow/react";
import { nodeBoxes } from "@/components/board/shownBoxes";
import { lookOf } from "@/components/kinds/nodeViews";
import type { NamedBox } from "@/store/arrange";
import type { Workflow } from "@/types/workflow";
import { COLLAPSED_WIDTH, collapsedByNode, collapsedHeight, collapsedOf, placeOfGroup } from "./groups/collapsed";

type Measured = Pick<ReactFlowState, "nodeLookup">;

const unmeasured: Measured = { nodeLookup: new Map() };

/**
 * Where nodes stand; those that were never on the screen with the size that their kind has at first. Without
 * a canvas, sizes are the kept ones.
 */
export function boxesOf(workflow: Workflow, flow: Measured = unmeasured): NamedBox[] {
  return nodeBoxes(workflow, flow, lookOf);
}

/** What stands on the canvas: collapsed groups in the place of their nodes. */
export function standingBoxes(workflow: Workflow, flow: Measured = unmeasured): NamedBox[] {
  const collapsed = collapsedOf(workflow);
  const hidden = collapsedByNode(collapsed);
  const groups = collapsed.map((each) => ({
    id: each.shown,
    ...placeOfGroup(workflow, each),
    ...{ width: COLLAPSED_WIDTH, height: collapsedHeight(each) },
  }));
  return [...boxesOf(workflow, flow).filter(({ id }) => !hidden.has(id)), ...groups];
}
