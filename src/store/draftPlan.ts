import { portsOf } from "@/lib/nodes/nodeKinds";
import type { Draft } from "@/types/drafts";
import type { Endpoint, NodeLayout, Workflow, WorkflowEdge, WorkflowNode } from "@/types/workflow";
import { type Point, removeParts } from "./documentEdits";
import { newId } from "./ids";

/** What taking a draft would do to the open document. */
export interface DraftPlan {
  added: WorkflowNode[];
  /** Nodes of the selection as they would be. */
  changed: WorkflowNode[];
  removed: string[];
  /** Wires that would come, and ids of those that would go. */
  edges: WorkflowEdge[];
  cut: string[];
  /** Places of what is added. */
  layout: Record<string, NodeLayout>;
}

type Size = { width: number; height: number };
type Box = Point & Size;

/** Between columns, between nodes above each other, and to what stands already, in canvas pixels. */
const ACROSS = 88;
const DOWN = 56;
const APART = 96;

/**
 * How a draft goes into a document. `selection`: the nodes it was to change; none for something new, which stands
 * below all else.
 */
export function planDraft(
  workflow: Workflow,
  draft: Pick<Draft, "nodes" | "edges">,
  selection: readonly string[],
  sizeOf: (node: WorkflowNode) => Size,
): DraftPlan {
  const before = new Map(workflow.nodes.filter(({ id }) => selection.includes(id)).map((node) => [node.id, node]));
  const ids = new Map(draft.nodes.map(({ id, type }) => [id, before.has(id) ? id : newId(type.slice(0, 40))]));
  const idOf = (id: string) => ids.get(id) ?? id;
  const nodes = draft.nodes.map((node) => ({ ...node, id: idOf(node.id) }));
  const drawn = draft.edges.map(({ source, target }) => ({
    source: { ...source, node: idOf(source.node) },
    target: { ...target, node: idOf(target.node) },
  }));
  const inside = workflow.edges.filter(({ source, target }) => before.has(source.node) && before.has(target.node));
  const isDrawn = (edge: WorkflowEdge) => drawn.some((other) => sameWire(edge, other));
  const edges = drawn
    .filter((wire) => !inside.some((edge) => sameWire(edge, wire)))
    .map((wire) => ({ id: newId("e"), ...wire }));
  const added = nodes.filter(({ id }) => !before.has(id));
  const changed = nodes.filter((node) => {
    const old = before.get(node.id);
    return old !== undefined && JSON.stringify(old) !== JSON.stringify(node);
  });
  const removed = [...before.keys()].filter((id) => !nodes.some((node) => node.id === id));
  const cut = [...inside.filter((edge) => !isDrawn(edge)), ...lostWires(workflow, changed)].map(({ id }) => id);
  return { added, changed, removed, edges, cut, layout: placeAdded(workflow, added, edges, selection, sizeOf) };
}

/** The document with the draft in it. */
export function takeDraft(workflow: Workflow, { added, changed, removed, edges, cut, layout }: DraftPlan): Workflow {
  const rest = removeParts(workflow, removed, cut);
  const next = new Map(changed.map((node) => [node.id, node]));
  return {
    ...rest,
    nodes: [...rest.nodes.map((node) => next.get(node.id) ?? node), ...added],
    edges: [...rest.edges, ...edges],
    layout: { ...rest.layout, nodes: { ...rest.layout.nodes, ...layout } },
  };
}

const isSameEnd = (a: Endpoint, b: Endpoint) => a.node === b.node && a.port === b.port;
const sameWire = (a: Pick<WorkflowEdge, "source" | "target">, b: Pick<WorkflowEdge, "source" | "target">) =>
  isSameEnd(a.source, b.source) && isSameEnd(a.target, b.target);

/** Wires whose port a changed node no longer has. */
function lostWires({ edges }: Workflow, changed: readonly WorkflowNode[]): WorkflowEdge[] {
  const ports = new Map(changed.map((node) => [node.id, portsOf(node)]));
  const has = (end: Endpoint, side: "inputs" | "outputs") =>
    ports.get(end.node)?.[side].some(({ name }) => name === end.port) !== false;
  return edges.filter(({ source, target }) => !has(source, "outputs") || !has(target, "inputs"));
}

/** In columns by their way from the beginning, as a workflow reads. */
function placeAdded(
  { layout, nodes }: Workflow,
  added: readonly WorkflowNode[],
  edges: readonly WorkflowEdge[],
  selection: readonly string[],
  sizeOf: (node: WorkflowNode) => Size,
): Record<string, NodeLayout> {
  const boxOf = (node: WorkflowNode): Box => ({ x: 0, y: 0, ...sizeOf(node), ...layout.nodes[node.id] });
  const standing = nodes.map(boxOf);
  const near = nodes.filter(({ id }) => selection.includes(id)).map(boxOf);
  const origin = near.length > 0 ? besideOf(near) : belowOf(standing);
  const depths = depthsOf(added, edges);
  const columns = Map.groupBy(added, ({ id }) => depths.get(id) ?? 0);
  const places: [string, Box][] = [];
  let x = origin.x;
  for (const depth of [...columns.keys()].sort((a, b) => a - b)) {
    const column = columns.get(depth) ?? [];
    let y = origin.y;
    for (const node of column) {
      const size = sizeOf(node);
      places.push([node.id, { x, y, ...size }]);
      y += size.height + DOWN;
    }
    x += Math.max(...column.map((node) => sizeOf(node).width)) + ACROSS;
  }
  const drop = dropBelow(
    places.map(([, box]) => box),
    standing,
  );
  return Object.fromEntries(places.map(([id, box]) => [id, { x: box.x, y: box.y + drop }]));
}

function belowOf(boxes: readonly Box[]): Point {
  if (boxes.length === 0) return { x: 0, y: 0 };
  return { x: Math.min(...boxes.map(({ x }) => x)), y: Math.max(...boxes.map(({ y, height }) => y + height)) + APART };
}

function besideOf(boxes: readonly Box[]): Point {
  return { x: Math.max(...boxes.map(({ x, width }) => x + width)) + ACROSS, y: Math.min(...boxes.map(({ y }) => y)) };
}

/** How far down all new boxes must go together to cover nothing. */
function dropBelow(boxes: readonly Box[], standing: readonly Box[]): number {
  let drop = 0;
  // Each step leaves one standing node behind for good.
  for (;;) {
    const hit = standing.find((other) => boxes.some((box) => overlap({ ...box, y: box.y + drop }, other)));
    if (hit === undefined) return drop;
    drop = hit.y + hit.height + DOWN - Math.min(...boxes.map(({ y }) => y));
  }
}

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

/** Of each node the steps on the longest way to it; the graph has no circle. */
function depthsOf(nodes: readonly WorkflowNode[], edges: readonly WorkflowEdge[]): ReadonlyMap<string, number> {
  const ids = new Set(nodes.map(({ id }) => id));
  const sources = Map.groupBy(
    edges.filter(({ source }) => ids.has(source.node)),
    ({ target }) => target.node,
  );
  const depths = new Map<string, number>();
  const depthOf = (id: string): number => {
    const known = depths.get(id);
    if (known !== undefined) return known;
    const depth = 1 + Math.max(-1, ...(sources.get(id) ?? []).map(({ source }) => depthOf(source.node)));
    depths.set(id, depth);
    return depth;
  };
  for (const id of ids) depthOf(id);
  return depths;
}
