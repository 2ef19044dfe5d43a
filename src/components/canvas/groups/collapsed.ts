import { type NodeHandle, Position } from "@xyflow/react";
import { HEADER_HEIGHT, PORT_SIZE } from "@/components/board/portLayout";
import { lookOf } from "@/components/kinds/nodeViews";
import { nodeById } from "@/store/graphIndex";
import { groupsOf } from "@/store/groups";
import type { Endpoint, NodeGroup, Workflow, WorkflowEdge } from "@/types/workflow";

/** A collapsed group on the canvas: its name there, and the ports that its border makes. */
export interface CollapsedGroup {
  group: NodeGroup;
  /** The id of the node of the canvas that it is drawn as; no node of a document can have it. */
  shown: string;
  /** Of inner nodes: what wires from outside lead to, and what wires to outside come from. */
  inputs: Endpoint[];
  outputs: Endpoint[];
}

export const COLLAPSED_WIDTH = 300;
const ROW = 28;
const FIRST = HEADER_HEIGHT + 22;

export function collapsedHeight({ inputs, outputs }: Pick<CollapsedGroup, "inputs" | "outputs">): number {
  return HEADER_HEIGHT + 14 + Math.max(1, inputs.length, outputs.length) * ROW;
}

/** The name of a port of a collapsed group. */
export function portAt({ node, port }: Endpoint): string {
  return `${node}.${port}`;
}

const none: readonly CollapsedGroup[] = [];
let last:
  | { groups: Workflow["layout"]["groups"]; edges: readonly WorkflowEdge[]; found: readonly CollapsedGroup[] }
  | undefined;

/** The collapsed groups of a document, worked out once for each state of its wires and groups. */
export function collapsedOf(workflow: Pick<Workflow, "edges" | "layout">): readonly CollapsedGroup[] {
  const { edges } = workflow;
  const { groups } = workflow.layout;
  if (groups.length === 0) return none;
  if (last?.groups === groups && last.edges === edges) return last.found;
  const found = groupsOf(workflow)
    .filter(({ collapsed }) => collapsed)
    .map((group) => withPorts(group, edges));
  last = { groups, edges, found };
  return found;
}

function withPorts(group: NodeGroup, edges: readonly WorkflowEdge[]): CollapsedGroup {
  const inside = new Set(group.nodes);
  const inputs = new Map<string, Endpoint>();
  const outputs = new Map<string, Endpoint>();
  for (const { source, target } of edges) {
    if (inside.has(source.node) === inside.has(target.node)) continue;
    if (inside.has(target.node)) inputs.set(portAt(target), target);
    else outputs.set(portAt(source), source);
  }
  return { group, shown: `group:${group.id}`, inputs: [...inputs.values()], outputs: [...outputs.values()] };
}

/** By inner node: the collapsed group that it is drawn in. */
export function collapsedByNode(collapsed: readonly CollapsedGroup[]): ReadonlyMap<string, CollapsedGroup> {
  return new Map(collapsed.flatMap((each) => each.group.nodes.map((node) => [node, each] as const)));
}

export function handlesOfGroup({ inputs, outputs }: CollapsedGroup): NodeHandle[] {
  const half = PORT_SIZE / 2;
  const toHandle = (type: "source" | "target") => (end: Endpoint, index: number) => ({
    ...{ id: portAt(end), type, width: PORT_SIZE, height: PORT_SIZE },
    position: type === "target" ? Position.Left : Position.Right,
    x: (type === "target" ? 0 : COLLAPSED_WIDTH) - half,
    y: portY(index) - half,
  });
  return [...inputs.map(toHandle("target")), ...outputs.map(toHandle("source"))];
}

/** Centre of a port, from the top. */
export function portY(index: number): number {
  return FIRST + index * ROW;
}

/** Where it stands: in the middle of the room that its nodes take. */
export function placeOfGroup(
  workflow: Pick<Workflow, "nodes" | "layout">,
  collapsed: CollapsedGroup,
): { x: number; y: number } {
  const boxes = collapsed.group.nodes.flatMap((id) => {
    const node = nodeById(workflow.nodes, id);
    const place = workflow.layout.nodes[id];
    return node === undefined || place === undefined ? [] : [{ ...lookOf(node.type).layout, ...place }];
  });
  if (boxes.length === 0) return { x: 0, y: 0 };
  const middle = (from: number[], to: number[]) =>
    (from.reduce((a, b) => Math.min(a, b)) + to.reduce((a, b) => Math.max(a, b))) / 2;
  const x = middle(
    boxes.map((box) => box.x),
    boxes.map((box) => box.x + box.width),
  );
  const y = middle(
    boxes.map((box) => box.y),
    boxes.map((box) => box.y + box.height),
  );
  return { x: x - COLLAPSED_WIDTH / 2, y: y - collapsedHeight(collapsed) / 2 };
}
