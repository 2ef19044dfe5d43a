import type { ReactFlowState } from "@xyflow/react";
import type { NamedBox } from "@/store/arrange";
import type { Box } from "@/store/boxes";
import { groupsOf } from "@/store/groups";
import type { NodeGroup, Workflow } from "@/types/workflow";
import { groupNodeId } from "./drawnEnd";
import { frameAround } from "./groupLook";
import type { LookOf } from "./nodeLooks";

type Measured = Pick<ReactFlowState, "nodeLookup">;

/** Where nodes stand; those that were never on the screen with the size that their kind has at first. */
export function nodeBoxes({ nodes, layout }: Workflow, { nodeLookup }: Measured, lookOf: LookOf): NamedBox[] {
  return nodes.flatMap(({ id, type }) => {
    const place = layout.nodes[id];
    if (place === undefined) return [];
    const usual = lookOf(type).layout;
    const { width, height } = nodeLookup.get(id)?.measured ?? {};
    return [
      {
        id,
        x: place.x,
        y: place.y,
        width: width ?? place.width ?? usual.width,
        height: height ?? place.height ?? usual.height,
      },
    ];
  });
}

/**
 * What is seen of nodes, or of all of them: themselves, the frame of a group that is meant as a whole, and a collapsed
 * group in the place of its nodes.
 */
export function shownBoxes(workflow: Workflow, flow: Measured, lookOf: LookOf, ids?: readonly string[]): Box[] {
  const meant = new Set(ids ?? workflow.nodes.map(({ id }) => id));
  const boxes = new Map<string, Box>();
  for (const box of nodeBoxes(workflow, flow, lookOf)) if (meant.has(box.id)) boxes.set(box.id, box);
  for (const group of groupsOf(workflow)) {
    if (!group.nodes.some((id) => meant.has(id))) continue;
    const collapsed = group.collapsed ? collapsedBox(group, flow) : undefined;
    const isWhole = group.nodes.every((id) => meant.has(id));
    const frame =
      isWhole && !group.collapsed ? frameAround(group.nodes.flatMap((id) => boxes.get(id) ?? [])) : undefined;
    if (collapsed !== undefined) for (const id of group.nodes) boxes.delete(id);
    const seen = collapsed ?? frame;
    if (seen !== undefined) boxes.set(groupNodeId(group.id), seen);
  }
  return [...boxes.values()];
}

/** Undefined while the canvas has not drawn it yet. */
function collapsedBox({ id }: NodeGroup, { nodeLookup }: Measured): Box | undefined {
  const { position, measured } = nodeLookup.get(groupNodeId(id)) ?? {};
  if (position === undefined) return undefined;
  return { ...position, width: measured?.width ?? 0, height: measured?.height ?? 0 };
}
