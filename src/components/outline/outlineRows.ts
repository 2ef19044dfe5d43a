import { flowOrder } from "@/store/flowOrder";
import { hasSameIds } from "@/store/graphIndex";
import { groupsOf } from "@/store/groups";
import type { NodeGroup, Workflow, WorkflowNode } from "@/types/workflow";

/** A line of the outline: a group, or a node, be it inside of one. */
export type OutlineRow =
  | { id: string; group: NodeGroup; isInside?: undefined }
  | { id: string; isInside: boolean; group?: undefined };

type Basis = Pick<Workflow, "nodes" | "edges" | "layout">;

let last: { basis: Basis; rows: readonly OutlineRow[] } | undefined;

/** The same lines as before while neither nodes come and go nor anything is moved, as with every key in a text. */
export function keptOutlineRows(basis: Basis): readonly OutlineRow[] {
  if (last === undefined || !isSame(last.basis, basis)) last = { basis, rows: outlineRows(basis) };
  return last.rows;
}

function isSame(one: Basis, other: Basis): boolean {
  return (
    one.edges === other.edges &&
    one.layout.nodes === other.layout.nodes &&
    one.layout.groups === other.layout.groups &&
    hasSameIds(one.nodes, other.nodes)
  );
}

/**
 * The lines of a workflow in the order of its flow. What stands farther left, then higher, comes first where the flow
 * leaves it open; the nodes of a group stand together under its name, unless it is collapsed.
 */
export function outlineRows({ nodes, edges, layout }: Basis): OutlineRow[] {
  const groups = new Map(groupsOf({ layout }).flatMap((group) => group.nodes.map((id) => [id, group] as const)));
  const order = flowOrder({ nodes: inReadingOrder(nodes, layout), edges });
  const members = Map.groupBy(order, (id) => groups.get(id));
  const rows: OutlineRow[] = [];
  const shown = new Set<NodeGroup>();
  for (const id of order) {
    const group = groups.get(id);
    if (group === undefined) rows.push({ id, isInside: false });
    if (group === undefined || shown.has(group)) continue;
    shown.add(group);
    rows.push({ id: group.id, group });
    if (!group.collapsed) for (const each of members.get(group) ?? []) rows.push({ id: each, isInside: true });
  }
  return rows;
}

function inReadingOrder(nodes: readonly WorkflowNode[], { nodes: places }: Workflow["layout"]): WorkflowNode[] {
  const place = ({ id }: WorkflowNode) => places[id] ?? { x: 0, y: 0 };
  return nodes.toSorted((a, b) => place(a).x - place(b).x || place(a).y - place(b).y);
}
