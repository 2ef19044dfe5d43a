import { checkConnection, reaches } from "@/lib/graph/connect";
import { portsOf } from "@/lib/nodes/nodeKinds";
import { ROW_PORT } from "@/lib/nodes/placeholders";
import { type Endpoint, idSchema, type NodeLayout, type WorkflowGraph, type WorkflowNode } from "@/types/workflow";
import { type Banana, type BananaEdge, type BananaNode, bananaSchema } from "./format";
import type { ImportNote } from "./notes";
import { knownTypes, type ReadNode, readNode } from "./readNode";

export interface Imported extends WorkflowGraph {
  name: string;
  layout: Record<string, NodeLayout>;
  groups: { id: string; title: string; nodes: string[] }[];
  /** Pictures inside the file, by node, still to be kept as assets: data URLs. */
  pictures: Record<string, string>;
  notes: ImportNote[];
}

/** Whether a JSON value is a workflow of Node Banana: other files have a version of 1 too. */
export function isNodeBanana(value: unknown): boolean {
  const { data } = bananaSchema.safeParse(value);
  return data !== undefined && (data.edgeStyle !== undefined || data.nodes.some(({ type }) => knownTypes.has(type)));
}

/** The workflow in our nodes, and what had no counterpart. @throws ZodError for what `isNodeBanana` does not take */
export function importNodeBanana(value: unknown): Imported {
  const banana = bananaSchema.parse(value);
  const notes: ImportNote[] = [];
  const ids = new Map(banana.nodes.map(({ id }, index) => [id, safeId(id, index)]));
  const graph: WorkflowGraph = { nodes: [], edges: [] };
  const layout: Imported["layout"] = {};
  const pictures: Imported["pictures"] = {};
  for (const source of banana.nodes) {
    const id = ids.get(source.id) ?? source.id;
    if (graph.nodes.some((node) => node.id === id)) continue;
    const read = readNode(source, (note) => notes.push(note), nameOf(source));
    graph.nodes.push(toNode(id, source.data, read));
    layout[id] = { ...source.position };
    if (read.picture !== undefined) pictures[id] = read.picture;
  }
  for (const edge of banana.edges) addWire({ banana, ids, graph, layout, notes }, edge);
  return { name: banana.name.trim().slice(0, 200), ...graph, layout, groups: readGroups(banana, ids), pictures, notes };
}

function nameOf({ type, data }: BananaNode): string {
  return typeof data.customTitle === "string" && data.customTitle.trim() !== "" ? data.customTitle.trim() : type;
}

function toNode(id: string, { customTitle, comment }: Record<string, unknown>, { type, data }: ReadNode): WorkflowNode {
  return {
    ...{ id, type, data },
    ...(typeof customTitle === "string" && customTitle.trim() !== ""
      ? { title: customTitle.trim().slice(0, 200) }
      : {}),
    ...(typeof comment === "string" && comment.trim() !== "" ? { comment: comment.slice(0, 4000) } : {}),
  };
}

function safeId(id: string, index: number): string {
  return idSchema.safeParse(id).success ? id : `node-${index + 1}`;
}

interface Drawing {
  banana: Banana;
  ids: ReadonlyMap<string, string>;
  graph: WorkflowGraph;
  layout: Imported["layout"];
  notes: ImportNote[];
}

function addWire(drawing: Drawing, edge: BananaEdge): void {
  const { banana, graph, ids, notes } = drawing;
  const from = banana.nodes.find(({ id }) => id === edge.source);
  const to = banana.nodes.find(({ id }) => id === edge.target);
  const source = graph.nodes.find(({ id }) => id === ids.get(edge.source));
  const target = graph.nodes.find(({ id }) => id === ids.get(edge.target));
  if (from === undefined || to === undefined || source === undefined || target === undefined) {
    notes.push({ code: "wire", from: from ? nameOf(from) : edge.source, to: to ? nameOf(to) : edge.target });
    return;
  }
  const ends = endsOf(source, target, edge.targetHandle ?? "", from.data.variableName);
  const check = ends && checkConnection(graph, portsOf, ends.source, ends.target);
  if (ends !== undefined && check?.ok) graph.edges.push({ id: `wire-${graph.edges.length + 1}`, ...ends });
  else if (check?.ok === false && check.reason === "already-connected") return;
  else if (ends !== undefined && check?.ok === false && check.reason === "input-taken" && canJoin(graph, ends)) {
    joinInto(drawing, ends, nameOf(to));
  } else notes.push({ code: "wire", from: nameOf(from), to: nameOf(to) });
}

type Ends = { source: Endpoint; target: Endpoint };

/** Handles are called by their type, some with a number behind it; our ports by what they are for. */
function endsOf(source: WorkflowNode, target: WorkflowNode, handle: string, variable: unknown): Ends | undefined {
  const output = portsOf(source).outputs[0]?.name;
  const named = handle.replace(/-\d+$/, "");
  const inputs = portsOf(target).inputs.map(({ name }) => name);
  const isPicture = named === "image" || named === "reference";
  const usual = isPicture ? ["images", "value"] : ["prompt", "value", "text"];
  const input =
    target.type === "prompt"
      ? (inputs.find((name) => name === variable) ?? inputs.find((name) => name !== ROW_PORT))
      : inputs.find((name) => name === named || usual.includes(name));
  if (output === undefined || input === undefined) return undefined;
  return { source: { node: source.id, port: output }, target: { node: target.id, port: input } };
}

/** Only texts are joined, and none that comes from behind the input. */
function canJoin(graph: WorkflowGraph, { source, target }: Ends): boolean {
  const before = graph.edges.filter((edge) => edge.target.node === target.node && edge.target.port === target.port);
  const isText = ({ node: id, port: name }: Endpoint) => {
    const node = graph.nodes.find((candidate) => candidate.id === id);
    const port = node && portsOf(node).outputs.find((output) => output.name === name);
    return port?.type === "text" || port?.type === "json";
  };
  return [source, ...before.map((edge) => edge.source)].every(isText) && !reaches(graph, target.node, source.node);
}

/** Room above the node for the one that joins. */
const JOIN_SIZE = { width: 264, height: 120, gap: 56 };

/** Several texts into one input go through a node that joins them. */
function joinInto({ graph, layout, notes }: Drawing, { source, target }: Ends, node: string): void {
  const existing = graph.edges.find((edge) => edge.target.node === target.node && edge.target.port === target.port);
  if (existing === undefined) return;
  const before = graph.nodes.find(({ id }) => id === existing.source.node);
  const into = `join-${target.node}`.slice(0, 64);
  if (before?.type !== "join" || before.id !== into) {
    const { x = 0, y = 0 } = layout[target.node] ?? {};
    graph.nodes.push({ id: into, type: "join", data: { separator: "\n\n" } });
    layout[into] = { x: x - JOIN_SIZE.width - JOIN_SIZE.gap, y: y - JOIN_SIZE.height - JOIN_SIZE.gap };
    graph.edges.push({
      id: `wire-${graph.edges.length + 1}`,
      source: existing.source,
      target: { node: into, port: "items" },
    });
    existing.source = { node: into, port: "text" };
    notes.push({ code: "joined", node });
  }
  graph.edges.push({ id: `wire-${graph.edges.length + 1}`, source, target: { node: into, port: "items" } });
}

function readGroups({ groups = {}, nodes }: Banana, ids: ReadonlyMap<string, string>): Imported["groups"] {
  return Object.entries(groups).flatMap(([id, { name }], index) => {
    const members = nodes.filter(({ groupId }) => groupId === id).map((node) => ids.get(node.id) ?? node.id);
    return members.length === 0 ? [] : [{ id: safeId(id, index), title: name.slice(0, 200), nodes: members }];
  });
}
