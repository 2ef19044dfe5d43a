import type { ReactFlowState } from "@xyflow/react";
import { frameAround } from "@/components/board/groupLook";
import { boxesOf } from "@/components/canvas/nodeBoxes";
import type { Box } from "@/store/boxes";
import { groupsOf } from "@/store/groups";
import { workflowStore } from "@/store/useWorkflow";
import type { NodeGroup, Workflow } from "@/types/workflow";

type Flow = Pick<ReactFlowState, "nodeLookup">;

/** The frames of expanded groups as the document has them. */
export function framesOf(workflow: Workflow, flow: Flow): Map<string, Box> {
  if (groupsOf(workflow).length === 0) return new Map();
  const boxes = new Map(boxesOf(workflow, flow).map((box) => [box.id, box]));
  return new Map(
    groupsOf(workflow).flatMap(({ id, nodes, collapsed }) => {
      const frame = collapsed ? undefined : frameAround(nodes.flatMap((node) => boxes.get(node) ?? []));
      return frame === undefined ? [] : [[id, frame] as const];
    }),
  );
}

/**
 * The frame as it is seen, as text: it goes along when all of its nodes are moved, and stays while some of them are
 * dragged, so that they can be dragged out of it.
 */
export function shownFrame({ nodeLookup }: Flow, group: NodeGroup): string {
  const places = workflowStore.getState().workflow?.layout.nodes;
  const nodes = group.nodes.flatMap((id) => nodeLookup.get(id) ?? []);
  const isWhole = nodes.every(({ dragging }) => dragging === true);
  const boxes = nodes.map(({ id, position, dragging, measured }) => {
    const { x, y } = dragging && !isWhole ? (places?.[id] ?? position) : position;
    return { x, y, width: measured.width ?? 0, height: measured.height ?? 0 };
  });
  const frame = frameAround(boxes);
  return frame === undefined ? "" : `${frame.x} ${frame.y} ${frame.width} ${frame.height}`;
}
