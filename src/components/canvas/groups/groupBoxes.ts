import type { ReactFlowState } from "@xyflow/react";
import type { Box } from "@/components/canvas/freePlace";
import { boxesOf } from "@/components/canvas/nodeBoxes";
import { groupsOf } from "@/store/groups";
import { workflowStore } from "@/store/useWorkflow";
import type { NodeGroup, Workflow } from "@/types/workflow";

/** Between the nodes of a group and its frame, and what its title takes above them, in canvas pixels. */
const PAD = 20;
const HEAD = 52;

export function frameAround(boxes: readonly Box[]): Box | undefined {
  if (boxes.length === 0) return undefined;
  const left = boxes.reduce((least, { x }) => Math.min(least, x), Number.POSITIVE_INFINITY);
  const top = boxes.reduce((least, { y }) => Math.min(least, y), Number.POSITIVE_INFINITY);
  const right = boxes.reduce((most, { x, width }) => Math.max(most, x + width), Number.NEGATIVE_INFINITY);
  const bottom = boxes.reduce((most, { y, height }) => Math.max(most, y + height), Number.NEGATIVE_INFINITY);
  return { x: left - PAD, y: top - HEAD, width: right - left + 2 * PAD, height: bottom - top + HEAD + PAD };
}

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
