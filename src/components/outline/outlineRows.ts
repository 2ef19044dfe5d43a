import { flowOrder } from "@/store/flowOrder";
import { nodeById } from "@/store/graphIndex";
import { groupsOf } from "@/store/groups";
import type { NodeGroup, Workflow, WorkflowNode } from "@/types/workflow";

/** A line of the outline: a group, or a node, be it inside of one. */
export type OutlineRow =
  | { id: string; group: NodeGroup; node?: undefined; isInside?: undefined }
  | { id: string; node: WorkflowNode; isInside: boolean; group?: undefined };

/**
 * The lines of a workflow in the order of its flow. What stands farther left, then higher, comes first where the flow
 * leaves it open; the nodes of a group stand together under its name, unless it is collapsed.
 */
export function outlineRows({ nodes, edges, layout }: Workflow): OutlineRow[] {
  const groups = new Map(groupsOf({ layout }).flatMap((group) => group.nodes.map((id) => [id, group] as const)));
  const order = flowOrder({ nodes: inReadingOrder(nodes, layout), edges });
  const members = Map.groupBy(order, (id) => groups.get(id));
  const rows: OutlineRow[] = [];
  const shown = new Set<NodeGroup>();
  const show = (id: string, isInside: boolean) => {
    const node = nodeById(nodes, id);
    if (node !== undefined) rows.push({ id, node, isInside });
  };
  for (const id of order) {
    const group = groups.get(id);
    if (group === undefined) show(id, false);
    if (group === undefined || shown.has(group)) continue;
    shown.add(group);
    rows.push({ id: group.id, group });
    if (!group.collapsed) for (const each of members.get(group) ?? []) show(each, true);
  }
  return rows;
}

function inReadingOrder(nodes: readonly WorkflowNode[], { nodes: places }: Workflow["layout"]): WorkflowNode[] {
  const place = ({ id }: WorkflowNode) => places[id] ?? { x: 0, y: 0 };
  return nodes.toSorted((a, b) => place(a).x - place(b).x || place(a).y - place(b).y);
}
