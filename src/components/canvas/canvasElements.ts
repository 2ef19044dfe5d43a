import type { Edge, Node, NodeHandle } from "@xyflow/react";
import { handlesOf } from "@/components/board/handles";
import { lookOf, titleOf } from "@/components/kinds/nodeViews";
import { canvas as words } from "@/components/messages/canvas";
import { kindOf } from "@/lib/nodes/nodeKinds";
import { flowOrder } from "@/store/flowOrder";
import { changedPlaces, nodeById } from "@/store/graphIndex";
import type { Selection } from "@/store/workflowStore";
import type { Endpoint, NodeLayout, Workflow, WorkflowEdge, WorkflowNode } from "@/types/workflow";
import { collapsedByNode, collapsedOf } from "./groups/collapsed";
import { collapsedNodes, type DrawnEnds, drawnEnds } from "./groups/groupElements";

/** Nodes and wires as React Flow wants them. They carry no data: a node's view reads the store by its id. */
export type CanvasNode = Node<Record<string, never>>;
/** `data` are the ends in the document, where a collapsed group is drawn in their place. */
export type CanvasEdge = Edge<{ source?: Endpoint; target?: Endpoint }>;

const noData: Record<string, never> = {};

/** React Flow styles a type called "output" in its own way; ours keep out of its names. */
export function viewTypeOf(type: string): string {
  return `node-${type}`;
}

/** What a node or a wire for React Flow was made from: as long as it is the same, nothing has to be worked out. */
const nodeOrigins = new WeakMap<CanvasNode, { node: WorkflowNode; edges: Workflow["edges"]; place?: NodeLayout }>();
const edgeOrigins = new WeakMap<CanvasEdge, { edge: WorkflowEdge; source: WorkflowNode; target: WorkflowNode }>();

/** The node for React Flow; the old one when nothing of it changed. `old` keeps what only React Flow knows. */
function toCanvasNode(workflow: Workflow, node: WorkflowNode, selected: boolean, old?: CanvasNode): CanvasNode {
  const { edges, layout } = workflow;
  const origin = old && nodeOrigins.get(old);
  const isKnown = origin?.node === node && origin.edges === edges && origin.place === layout.nodes[node.id];
  if (old !== undefined && isKnown && Boolean(old.selected) === selected) return old;
  const next = makeCanvasNode(workflow, node, selected, old);
  nodeOrigins.set(next, { node, edges, place: layout.nodes[node.id] });
  return next;
}

function makeCanvasNode(workflow: Workflow, node: WorkflowNode, selected: boolean, old?: CanvasNode): CanvasNode {
  const place = workflow.layout.nodes[node.id] ?? { x: 0, y: 0 };
  const type = viewTypeOf(kindOf(node.type) === undefined ? "placeholder" : node.type);
  const position = old?.dragging ? old.position : { x: place.x, y: place.y };
  const { layout } = lookOf(node.type);
  const handles = handlesOf(node, workflow.edges, { ...layout, width: sizeOf(node.type, place).width });
  if (old !== undefined && isSame(old, type, position, selected, handles)) return old;
  return {
    ...old,
    id: node.id,
    type,
    position,
    selected,
    handles,
    data: noData,
    measured: place.sized ? sizeOf(node.type, place) : (old?.measured ?? sizeOf(node.type, place)),
  };
}

function sizeOf(type: string, place: NodeLayout): { width: number; height: number } {
  const { width, height } = lookOf(type).layout;
  return { width: place.width ?? width, height: place.height ?? height };
}

function isSame(
  old: CanvasNode,
  type: string,
  position: { x: number; y: number },
  selected: boolean,
  handles: NodeHandle[],
) {
  return (
    old.type === type &&
    old.position.x === position.x &&
    old.position.y === position.y &&
    Boolean(old.selected) === selected &&
    old.handles?.length === handles.length &&
    handles.every((handle, index) => isSamePlace(handle, old.handles?.[index]))
  );
}

function isSamePlace(a: NodeHandle, b: NodeHandle | undefined): boolean {
  return b !== undefined && a.id === b.id && a.x === b.x && a.y === b.y;
}

/** What a list was made from. */
interface Origin {
  workflow: Workflow;
  selection: Selection;
}
const nodeListOrigins = new WeakMap<CanvasNode[], Origin>();
const edgeListOrigins = new WeakMap<CanvasEdge[], Origin>();

/** The document's nodes, reusing every old one that did not change; the old list itself when none did. */
export function reconcileNodes(old: CanvasNode[], workflow: Workflow, selection: Selection): CanvasNode[] {
  const changed = changedData(nodeListOrigins.get(old), workflow, selection);
  const next = changed === undefined ? allNodes(old, workflow, selection) : someNodes(old, workflow, changed);
  nodeListOrigins.set(next, { workflow, selection });
  return next;
}

/**
 * The places in the document of the nodes that changed, where nothing else did, as with every key in a text: the others
 * need not be looked at. Undefined where more changed, or groups stand for nodes.
 */
function changedData(
  origin: Origin | undefined,
  workflow: Workflow,
  selection: Selection,
): readonly number[] | undefined {
  const before = origin?.workflow;
  if (before === undefined || origin?.selection !== selection || before.layout !== workflow.layout) return undefined;
  if (before.edges !== workflow.edges || collapsedOf(workflow).length > 0) return undefined;
  return changedPlaces(before.nodes, workflow.nodes);
}

function someNodes(old: CanvasNode[], workflow: Workflow, changed: readonly number[]): CanvasNode[] {
  const next = [...old];
  let isSame = true;
  const order = changed.length === 0 ? [] : flowOrder(workflow);
  for (const index of changed) {
    const node = workflow.nodes[index];
    const place = node === undefined ? -1 : order.indexOf(node.id);
    const known = next[place];
    if (node === undefined || known === undefined) continue;
    const changedNode = toCanvasNode(workflow, node, Boolean(known.selected), known);
    isSame &&= changedNode === known;
    next[place] = changedNode;
  }
  return isSame ? old : next;
}

function allNodes(old: CanvasNode[], workflow: Workflow, selection: Selection): CanvasNode[] {
  const selected = new Set(selection.nodes);
  const known = new Map(old.map((node) => [node.id, node]));
  const { shown, hidden } = collapsedNodes(workflow, known);
  // In the order of the flow: so Tab goes along it.
  const order = flowOrder(workflow).flatMap((id) => nodeById(workflow.nodes, id) ?? []);
  const drawn = hidden.size === 0 ? order : order.filter(({ id }) => !hidden.has(id));
  const next = drawn.map((node) => toCanvasNode(workflow, node, selected.has(node.id), known.get(node.id)));
  next.push(...shown);
  return isSameList(old, next) ? old : next;
}

export function reconcileEdges(old: CanvasEdge[], workflow: Workflow, selection: Selection): CanvasEdge[] {
  const origin = edgeListOrigins.get(old);
  const changed = changedData(origin, workflow, selection);
  const isAsBefore = changed?.every((index) => hasName(workflow.nodes[index], origin?.workflow.nodes[index]));
  const next = isAsBefore === true ? old : allEdges(old, workflow, selection);
  edgeListOrigins.set(next, { workflow, selection });
  return next;
}

/** Wires are named by their ends. */
function hasName(node: WorkflowNode | undefined, before: WorkflowNode | undefined): boolean {
  return node !== undefined && before !== undefined && titleOf(node) === titleOf(before);
}

function allEdges(old: CanvasEdge[], workflow: Workflow, selection: Selection): CanvasEdge[] {
  const selected = new Set(selection.edges);
  const known = new Map(old.map((edge) => [edge.id, edge]));
  const collapsed = collapsedOf(workflow);
  const hidden = collapsedByNode(collapsed);
  const next = workflow.edges.flatMap((edge) => {
    const source = nodeById(workflow.nodes, edge.source.node);
    const target = nodeById(workflow.nodes, edge.target.node);
    if (source === undefined || target === undefined) return [];
    const ends = drawnEnds(edge, hidden);
    if (ends === undefined) return [];
    const before = known.get(edge.id);
    const origin = before && edgeOrigins.get(before);
    const isKnown = origin?.edge === edge && origin.source === source && origin.target === target;
    if (before !== undefined && isKnown && hasEnds(before, ends) && Boolean(before.selected) === selected.has(edge.id))
      return [before];
    const name = words.wire(titleOf(source), titleOf(target));
    const after = toCanvasEdge(edge, ends, name, selected.has(edge.id), before);
    edgeOrigins.set(after, { edge, source, target });
    return [after];
  });
  return isSameList(old, next) ? old : next;
}

function hasEnds(edge: CanvasEdge, { source, sourceHandle, target, targetHandle }: DrawnEnds): boolean {
  return (
    edge.source === source &&
    edge.target === target &&
    edge.sourceHandle === sourceHandle &&
    edge.targetHandle === targetHandle
  );
}

function toCanvasEdge(
  edge: WorkflowEdge,
  ends: DrawnEnds,
  name: string,
  selected: boolean,
  old?: CanvasEdge,
): CanvasEdge {
  const isUnchanged = old?.ariaLabel === name && hasEnds(old, ends) && Boolean(old.selected) === selected;
  if (isUnchanged) return old;
  const isMoved = ends.source !== edge.source.node || ends.target !== edge.target.node;
  return {
    id: edge.id,
    type: "wire",
    ariaLabel: name,
    ...ends,
    ...(isMoved && { data: { source: edge.source, target: edge.target } }),
    selected,
  };
}

function isSameList<T>(a: T[], b: T[]): boolean {
  return a.length === b.length && a.every((item, index) => item === b[index]);
}
