import { frameAround, groupToken } from "@/components/board/groupLook";
import { portText } from "@/components/board/portText";
import {
  COLLAPSED_WIDTH,
  collapsedHeight,
  collapsedOf,
  placeOfGroup,
  portY,
} from "@/components/canvas/groups/collapsed";
import { boxesOf } from "@/components/canvas/nodeBoxes";
import { titleOf } from "@/components/kinds/nodeViews";
import { grouping as words } from "@/components/messages/grouping";
import { nodeById } from "@/store/graphIndex";
import { groupsOf } from "@/store/groups";
import { cachedPortsOf } from "@/store/nodePorts";
import type { Endpoint, NodeGroup, Workflow, WorkflowNode } from "@/types/workflow";
import type { GroupDrawing, GroupPortDrawing } from "./drawGroups";

/**
 * The groups that a picture of these nodes shows: collapsed ones as soon as one of their nodes is in it, frames where
 * all of them are.
 */
export function groupDrawings(workflow: Workflow, shown: readonly WorkflowNode[]): GroupDrawing[] {
  const among = new Set(shown.map(({ id }) => id));
  return groupsOf(workflow).flatMap((group) => {
    const isIn = (id: string) => among.has(id);
    if (group.collapsed) return group.nodes.some(isIn) ? collapsedDrawing(workflow, group) : [];
    return group.nodes.every(isIn) ? frameDrawing(workflow, group) : [];
  });
}

function lookOfGroup({ title = words.defaultTitle, colour, nodes }: NodeGroup) {
  return { title, colour: groupToken(colour), nodes };
}

function frameDrawing(workflow: Workflow, group: NodeGroup): GroupDrawing[] {
  const nodes = new Set(group.nodes);
  const frame = frameAround(boxesOf(workflow).filter(({ id }) => nodes.has(id)));
  return frame === undefined ? [] : [{ ...lookOfGroup(group), ...frame, collapsed: false, inputs: [], outputs: [] }];
}

function collapsedDrawing(workflow: Workflow, group: NodeGroup): GroupDrawing[] {
  const collapsed = collapsedOf(workflow).find((each) => each.group === group);
  if (collapsed === undefined) return [];
  const size = { width: COLLAPSED_WIDTH, height: collapsedHeight(collapsed) };
  const draw = (side: "inputs" | "outputs") =>
    collapsed[side].map(
      (end, index): GroupPortDrawing => ({ end, name: nameOf(workflow, end, side), y: portY(index) }),
    );
  return [
    {
      ...lookOfGroup(group),
      ...placeOfGroup(workflow, collapsed),
      ...size,
      collapsed: true,
      inputs: draw("inputs"),
      outputs: draw("outputs"),
    },
  ];
}

function nameOf(workflow: Workflow, end: Endpoint, side: "inputs" | "outputs"): string {
  const node = nodeById(workflow.nodes, end.node);
  const port = node && cachedPortsOf(node)[side].find(({ name }) => name === end.port);
  return words.port(node ? titleOf(node) : "", portText(port ?? { name: end.port }));
}
