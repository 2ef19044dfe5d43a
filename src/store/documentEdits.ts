import { type ConnectCheck, checkConnection } from "@/lib/graph/connect";
import type { PortsOf } from "@/lib/graph/ports";
import { kindOf } from "@/lib/nodes/nodeKinds";
import type { Endpoint, NodeGroup, NodeLayout, Workflow, WorkflowEdge, WorkflowNode } from "@/types/workflow";
import { nodeById, withNode } from "./graphIndex";
import { withoutNodes } from "./groups";
import { newId } from "./ids";
import { carryPoints, pointsOfWires } from "./wirePoints";

/**
 * Edits of a document: each returns a new document that shares everything untouched with the old one,
 * and the very same document when nothing changes.
 */

export interface Point {
  x: number;
  y: number;
}

export function emptyWorkflow(name: string): Workflow {
  return {
    format: "patchbay/workflow",
    version: 1,
    id: newId("wf"),
    name,
    revision: 0,
    nodes: [],
    edges: [],
    layout: { nodes: {}, groups: [] },
  };
}

export function renameWorkflow(workflow: Workflow, name: string): Workflow {
  const trimmed = name.trim().slice(0, 200);
  return trimmed === "" || trimmed === workflow.name ? workflow : { ...workflow, name: trimmed };
}

/** Adds nodes with their places, and the wires between them with their points. */
export function addParts(
  workflow: Workflow,
  parts: {
    nodes: WorkflowNode[];
    edges: WorkflowEdge[];
    layout: Record<string, NodeLayout>;
    wires?: Workflow["layout"]["edges"];
    groups?: readonly NodeGroup[];
  },
): Workflow {
  if (parts.nodes.length === 0) return workflow;
  const { edges: wires, ...layout } = workflow.layout;
  const points = parts.wires === undefined ? wires : { ...wires, ...parts.wires };
  return {
    ...workflow,
    nodes: [...workflow.nodes, ...parts.nodes],
    edges: [...workflow.edges, ...parts.edges],
    layout: {
      ...layout,
      ...(points === undefined ? {} : { edges: points }),
      ...(parts.groups === undefined ? {} : { groups: [...layout.groups, ...parts.groups] }),
      nodes: { ...layout.nodes, ...parts.layout },
    },
  };
}

/** Takes nodes and wires away, and with a node the wires that hang on it. */
export function removeParts(workflow: Workflow, nodeIds: Iterable<string>, edgeIds: Iterable<string> = []): Workflow {
  const goneNodes = new Set(nodeIds);
  const goneEdges = new Set(edgeIds);
  const isGone = (edge: WorkflowEdge) =>
    goneEdges.has(edge.id) || goneNodes.has(edge.source.node) || goneNodes.has(edge.target.node);
  const nodes = workflow.nodes.filter((node) => !goneNodes.has(node.id));
  const edges = workflow.edges.filter((edge) => !isGone(edge));
  if (nodes.length === workflow.nodes.length && edges.length === workflow.edges.length) return workflow;
  const places = Object.entries(workflow.layout.nodes).filter(([id]) => !goneNodes.has(id));
  const { edges: wires, ...layout } = workflow.layout;
  const points = wires === undefined ? {} : { edges: pointsOfWires(wires, edges) };
  const left = { ...workflow, nodes, edges, layout: { ...layout, ...points, nodes: Object.fromEntries(places) } };
  return withoutNodes(left, goneNodes);
}

function replaceNode(workflow: Workflow, id: string, change: (node: WorkflowNode) => WorkflowNode): Workflow {
  const node = nodeById(workflow.nodes, id);
  if (node === undefined) return workflow;
  const next = change(node);
  return next === node ? workflow : { ...workflow, nodes: withNode(workflow.nodes, next) };
}

/**
 * Merges into a node's data; a field set to undefined is removed. A wire follows the port it ends in when the
 * change only renames that port (a placeholder that is being typed).
 */
export function updateNodeData(
  workflow: Workflow,
  id: string,
  change: Record<string, unknown>,
  portsOf: PortsOf,
): Workflow {
  let renamed: { from: string; to: string } | undefined;
  const next = replaceNode(workflow, id, (node) => {
    if (Object.entries(change).every(([key, value]) => Object.is(node.data[key], value))) return node;
    const merged = Object.entries({ ...node.data, ...change }).filter(([, value]) => value !== undefined);
    const changed = { ...node, data: Object.fromEntries(merged) };
    renamed = renamedInput(portsOf(node), portsOf(changed));
    return renamed === undefined ? changed : withRenamedInput(changed, renamed);
  });
  if (renamed === undefined) return next;
  const { from, to } = renamed;
  const follow = (edge: WorkflowEdge): WorkflowEdge =>
    edge.target.node === id && edge.target.port === from ? { ...edge, target: { node: id, port: to } } : edge;
  return { ...next, edges: next.edges.map(follow) };
}

function withRenamedInput(node: WorkflowNode, { from, to }: { from: string; to: string }): WorkflowNode {
  const kind = kindOf(node.type);
  const parsed = kind?.schema.safeParse(node.data);
  if (kind?.renameInput === undefined || parsed?.success !== true) return node;
  return { ...node, data: kind.renameInput(parsed.data, from, to) as WorkflowNode["data"] }; // schemas are objects
}

type Ports = ReturnType<PortsOf>;

function renamedInput(before: Ports, after: Ports): { from: string; to: string } | undefined {
  const names = (ports: Ports) => ports.inputs.map((port) => port.name);
  const gone = names(before).filter((name) => !names(after).includes(name));
  const come = names(after).filter((name) => !names(before).includes(name));
  const [from] = gone;
  const [to] = come;
  return gone.length === 1 && come.length === 1 && from !== undefined && to !== undefined ? { from, to } : undefined;
}

/** An empty title falls back to the name of the kind. */
export function renameNode(workflow: Workflow, id: string, title: string): Workflow {
  const trimmed = title.trim().slice(0, 200);
  return replaceNode(workflow, id, (node) => {
    if (trimmed === (node.title ?? "")) return node;
    const { title: _old, ...rest } = node;
    return trimmed === "" ? rest : { ...rest, title: trimmed };
  });
}

/** Adds a wire if the graph allows it. A single input that is taken gives up its old wire for the new one. */
export function connect(
  workflow: Workflow,
  source: Endpoint,
  target: Endpoint,
  portsOf: PortsOf,
): { workflow: Workflow; check: ConnectCheck } {
  const check = checkConnection(workflow, portsOf, source, target);
  if (!check.ok && check.reason !== "input-taken") return { workflow, check };
  const taken = check.ok ? [] : workflow.edges.filter((edge) => isSame(edge.target, target));
  const base = removeParts(
    workflow,
    [],
    taken.map((edge) => edge.id),
  );
  const again = check.ok ? check : checkConnection(base, portsOf, source, target);
  if (!again.ok) return { workflow, check: again };
  const edge = { id: newId("e"), source, target };
  return { workflow: { ...base, edges: [...base.edges, edge] }, check: again };
}

/**
 * Pulls a wire to other ends, if the graph allows it: it stays the same wire, at its place in the order of the wires
 * and with its points.
 */
export function reconnect(
  workflow: Workflow,
  edgeId: string,
  source: Endpoint,
  target: Endpoint,
  portsOf: PortsOf,
): Workflow {
  const old = workflow.edges.find(({ id }) => id === edgeId);
  if (old === undefined || (isSame(old.source, source) && isSame(old.target, target))) return workflow;
  const { workflow: connected, check } = connect(removeParts(workflow, [], [edgeId]), source, target, portsOf);
  if (!check.ok) return workflow;
  const stay = new Set(connected.edges.map(({ id }) => id));
  const edges = workflow.edges.flatMap((edge) => {
    if (edge.id === edgeId) return [{ id: edgeId, source, target }];
    return stay.has(edge.id) ? [edge] : [];
  });
  const { edges: wires, ...layout } = workflow.layout;
  const points = wires === undefined ? {} : { edges: pointsOfWires(wires, edges) };
  return { ...workflow, edges, layout: { ...layout, ...points } };
}

function isSame(a: Endpoint, b: Endpoint): boolean {
  return a.node === b.node && a.port === b.port;
}

export function moveNodes(workflow: Workflow, places: Record<string, Point>): Workflow {
  return carryPoints(changeLayout(workflow, places), workflow);
}

export function resizeNodes(workflow: Workflow, sizes: Record<string, { width: number; height: number }>): Workflow {
  return changeLayout(workflow, sizes);
}

function changeLayout(workflow: Workflow, changes: Record<string, Partial<NodeLayout>>): Workflow {
  const known = new Set(workflow.nodes.map((node) => node.id));
  const moved: Record<string, NodeLayout> = {};
  for (const [id, change] of Object.entries(changes)) {
    const old = workflow.layout.nodes[id] ?? { x: 0, y: 0 };
    const next = { ...old, ...change };
    const isNew = next.x !== old.x || next.y !== old.y || next.width !== old.width || next.height !== old.height;
    if (known.has(id) && isNew) moved[id] = next;
  }
  if (Object.keys(moved).length === 0) return workflow;
  return { ...workflow, layout: { ...workflow.layout, nodes: { ...workflow.layout.nodes, ...moved } } };
}
