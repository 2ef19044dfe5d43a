import { type NodeHandle, Position } from "@xyflow/react";
import { groupNodeId, groupPort } from "@/components/board/drawnEnd";
import { HEADER_HEIGHT, PORT_SIZE } from "@/components/board/portLayout";
import { lookOf } from "@/components/kinds/nodeViews";
import { edgesFrom, edgesInto, nodeById } from "@/store/graphIndex";
import { groupsOf } from "@/store/groups";
import { type ShownPort, shownPorts } from "@/store/nodePorts";
import type { Endpoint, NodeGroup, Workflow, WorkflowNode } from "@/types/workflow";

/** A collapsed group on the canvas: its name there, and its ports. */
export interface CollapsedGroup {
  group: NodeGroup;
  /** The id of the node of the canvas that it is drawn as; no node of a document can have it. */
  shown: string;
  /** Of inner nodes: where wires cross the border, what waits for a wire, and what nothing is made of yet. */
  inputs: Endpoint[];
  outputs: Endpoint[];
}

export const COLLAPSED_WIDTH = 300;
const ROW = 28;
const FIRST = HEADER_HEIGHT + 22;

export function collapsedHeight({ inputs, outputs }: Pick<CollapsedGroup, "inputs" | "outputs">): number {
  return HEADER_HEIGHT + 14 + Math.max(1, inputs.length, outputs.length) * ROW;
}

const none: readonly CollapsedGroup[] = [];
let last: (Graph & { groups: Workflow["layout"]["groups"]; found: readonly CollapsedGroup[] }) | undefined;

type Graph = Pick<Workflow, "nodes" | "edges">;

/**
 * The collapsed groups of a document, worked out once for each state of its nodes, wires and groups; one whose ports
 * are the same stays the same, whatever is written in its nodes.
 */
export function collapsedOf(workflow: Graph & Pick<Workflow, "layout">): readonly CollapsedGroup[] {
  const { nodes, edges } = workflow;
  const { groups } = workflow.layout;
  if (groups.length === 0) return none;
  if (last?.groups === groups && last.edges === edges && last.nodes === nodes) return last.found;
  const before = last?.found ?? none;
  const known = new Map(before.map((each) => [each.group, each] as const));
  const now = groupsOf(workflow)
    .filter(({ collapsed }) => collapsed)
    .map((group) => unchanged(known.get(group), withPorts(group, workflow)));
  const isKnown = now.length === before.length && now.every((each, index) => each === before[index]);
  last = { groups, edges, nodes, found: isKnown ? before : now };
  return last.found;
}

function unchanged(old: CollapsedGroup | undefined, next: CollapsedGroup): CollapsedGroup {
  return old && isSame(old.inputs, next.inputs) && isSame(old.outputs, next.outputs) ? old : next;
}

function isSame(a: readonly Endpoint[], b: readonly Endpoint[]): boolean {
  return a.length === b.length && a.every((end, index) => end.node === b[index]?.node && end.port === b[index]?.port);
}

/** In the order of the nodes and of their ports, so that a new wire moves none. */
function withPorts(group: NodeGroup, { nodes, edges }: Graph): CollapsedGroup {
  const inside = new Set(group.nodes);
  const members = group.nodes.flatMap((id) => nodeById(nodes, id) ?? []);
  const inputs = members.flatMap((node) => {
    const wires = edgesInto(edges, node.id);
    const isShown = (port: ShownPort) => {
      const own = wires.filter(({ target }) => target.port === port.name);
      return own.length === 0 ? waitsForWire(node, port) : own.some(({ source }) => !inside.has(source.node));
    };
    return shownPorts(node, edges)
      .inputs.filter(isShown)
      .map(({ name }) => ({ node: node.id, port: name }));
  });
  const outputs = members.flatMap((node) => {
    const wires = edgesFrom(edges, node.id);
    const crossing = new Set(wires.filter(({ target }) => !inside.has(target.node)).map(({ source }) => source.port));
    const shown = shownPorts(node, edges).outputs.filter(({ name }) => wires.length === 0 || crossing.has(name));
    return shown.map(({ name }) => ({ node: node.id, port: name }));
  });
  return { group, shown: groupNodeId(group.id), inputs, outputs };
}

/** What a run would be refused without, and the places of a prompt. */
function waitsForWire({ type }: WorkflowNode, { name, type: carries, required }: ShownPort): boolean {
  return required === true || (carries === "text" && name !== lookOf(type).layout.quietInput);
}

const byNode = new WeakMap<readonly CollapsedGroup[], ReadonlyMap<string, CollapsedGroup>>();

/** By inner node: the collapsed group that it is drawn in. */
export function collapsedByNode(collapsed: readonly CollapsedGroup[]): ReadonlyMap<string, CollapsedGroup> {
  const known = byNode.get(collapsed);
  if (known !== undefined) return known;
  const found = new Map(collapsed.flatMap((each) => each.group.nodes.map((node) => [node, each] as const)));
  byNode.set(collapsed, found);
  return found;
}

export function handlesOfGroup({ inputs, outputs }: CollapsedGroup): NodeHandle[] {
  const half = PORT_SIZE / 2;
  const toHandle = (type: "source" | "target") => (end: Endpoint, index: number) => ({
    ...{ id: groupPort(end), type, width: PORT_SIZE, height: PORT_SIZE },
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
