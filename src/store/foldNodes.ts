import { followLists } from "@/lib/graph/lists";
import { planGraph } from "@/lib/graph/plan";
import type { BaseType, Port } from "@/lib/graph/ports";
import { neighbours, walk } from "@/lib/graph/select";
import { graphInterfaceOf } from "@/lib/nodes/graphInterface";
import { namedInputsOf } from "@/lib/nodes/namedInputs";
import { kindOf, portsOf } from "@/lib/nodes/nodeKinds";
import { nameKey } from "@/lib/nodes/places";
import { isAppError } from "@/types/errors";
import type { Endpoint, NodeLayout, Workflow, WorkflowEdge, WorkflowNode } from "@/types/workflow";
import { addParts, emptyWorkflow, removeParts } from "./documentEdits";
import { newId } from "./ids";

export type FoldRefusal = "circle" | "nothing";

export interface Folded {
  /** With one node in the place of the others. */
  parent: Workflow;
  /** The others, with an input and an output for each wire that led in or out. */
  child: Workflow;
  /** The node that holds it. */
  holder: string;
}

/** From the nodes of a new input or output to the others, in canvas pixels. */
const ASIDE = 340;
const ROW = 140;

/**
 * Makes a workflow of some nodes of another. Outputs, and nodes whose content a run brings, stay where they are: they
 * belong to whoever runs the whole. What runs gives the same as before, where nothing of it fails or is skipped.
 */
export function foldNodes(workflow: Workflow, ids: Iterable<string>, name: string): Folded | FoldRefusal {
  const inside = insideOf(workflow, new Set(ids));
  if (!workflow.nodes.some(({ id, type }) => inside.has(id) && kindOf(type)?.execute !== undefined)) return "nothing";
  if (leadsBack(workflow, inside)) return "circle";
  const names = new Set<string>();
  const wires = crossing(workflow, inside);
  const inputs = wires.into.map((source) => ({ source, ...inputFor(workflow, source, names) }));
  const outputs = wires.out.map((source) => ({ source, ...outputFor(workflow, source, names) }));
  const child = childOf(workflow, inside, { inputs, outputs, name });
  const holder = newId("workflow");
  const open = openPlaces(child, inputs);
  return { child, holder, parent: parentOf(workflow, inside, { child, holder, inputs, outputs, open }) };
}

function insideOf({ nodes }: Workflow, ids: ReadonlySet<string>): Set<string> {
  const stays = ({ type, data }: WorkflowNode) =>
    type === "output" || (kindOf(type)?.takesInput === true && (data.input !== undefined || hasNoContent(type, data)));
  return new Set(nodes.filter((node) => ids.has(node.id) && !stays(node)).map(({ id }) => id));
}

function hasNoContent(type: string, data: WorkflowNode["data"]): boolean {
  return (type === "imageInput" || type === "fileInput") && data.asset === undefined && data.dataUrl === undefined;
}

/** Whether something outside hangs on these nodes, and they on it. */
function leadsBack(workflow: Workflow, inside: ReadonlySet<string>): boolean {
  const outside = (mode: "to" | "from") => {
    const reached = walk(neighbours(workflow, mode), inside);
    return new Set([...reached].filter((id) => !inside.has(id)));
  };
  const before = outside("to");
  return [...outside("from")].some((id) => before.has(id));
}

/** The ends from which wires lead in, and out; each once, in the order of the wires. */
function crossing({ edges }: Workflow, inside: ReadonlySet<string>) {
  const once = (wires: readonly WorkflowEdge[]) => [
    ...new Map(wires.map(({ source }) => [endKey(source), source])).values(),
  ];
  const isIn = ({ source, target }: WorkflowEdge) => !inside.has(source.node) && inside.has(target.node);
  const isOut = ({ source, target }: WorkflowEdge) => inside.has(source.node) && !inside.has(target.node);
  return { into: once(edges.filter(isIn)), out: once(edges.filter(isOut)) };
}

const endKey = ({ node, port }: Endpoint) => `${node}\n${port}`;

interface Ending {
  source: Endpoint;
  name: string;
  node: WorkflowNode;
}
interface Beginning extends Ending {
  /** The port of the new node that gives what comes in. */
  port: string;
  isTable: boolean;
}

/** A node that takes what comes in under a name of its own. */
function inputFor(workflow: Workflow, source: Endpoint, names: Set<string>): Omit<Beginning, "source"> {
  const name = freeName(workflow, source, names);
  const { type, isList } = carriedBy(workflow, source);
  const make = (kind: string, data: Record<string, unknown>, port: string, isTable = false) => ({
    ...{ name, port, isTable },
    node: { id: newId(kind), type: kind, title: name, data },
  });
  if (type === "image") return make("imageInput", { input: name }, "image");
  if (type === "file") return make("fileInput", { as: "document", input: name }, "file");
  if (isList) return make("list", { text: "", split: "json", input: name }, "items", true);
  return make("prompt", { text: `{{${name}}}` }, "text");
}

function outputFor(workflow: Workflow, source: Endpoint, names: Set<string>): Omit<Ending, "source"> {
  const name = freeName(workflow, source, names);
  return { name, node: { id: newId("output"), type: "output", title: name, data: { name, format: "auto" } } };
}

/** A name that a place can have and that nothing else has, after the node and the port. */
function freeName(workflow: Workflow, { node, port }: Endpoint, names: Set<string>): string {
  const title = workflow.nodes.find(({ id }) => id === node)?.title ?? port;
  const plain =
    title
      .replaceAll(/[^\p{L}\p{N} _-]+/gu, " ")
      .trim()
      .slice(0, 60) || "input";
  let name = plain;
  for (let count = 2; names.has(nameKey(name)); count++) name = `${plain} ${count}`;
  names.add(nameKey(name));
  return name;
}

/** What a wire carries, looked up behind nodes that hand on whatever they get; and whether it is known to be a list. */
function carriedBy(workflow: Workflow, end: Endpoint): { type: BaseType; isList: boolean } {
  const ports = new Map(workflow.nodes.map((node) => [node.id, portsOf(node)]));
  const isList = listEnds(workflow).has(end.node) || portOf(ports.get(end.node)?.outputs, end.port)?.list === true;
  const seen = new Set<string>();
  let at: Endpoint | undefined = end;
  while (at !== undefined && !seen.has(at.node)) {
    const { node, port }: Endpoint = at;
    const type = portOf(ports.get(node)?.outputs, port)?.type ?? "text";
    if (type !== "any") return { type, isList };
    seen.add(node);
    at = workflow.edges.find(({ target }) => target.node === node)?.source;
  }
  return { type: "any", isList };
}

const portOf = (ports: readonly Port[] | undefined, name: string) => ports?.find((port) => port.name === name);

/** Nodes that run once for each item of a list. */
function listEnds(workflow: Workflow): ReadonlySet<string> {
  try {
    return followLists(planGraph(workflow, portsOf, new Set())).mapped;
  } catch (error) {
    if (!isAppError(error)) throw error;
    return new Set();
  }
}

function childOf(
  workflow: Workflow,
  inside: ReadonlySet<string>,
  { inputs, outputs, name }: { inputs: readonly Beginning[]; outputs: readonly Ending[]; name: string },
): Workflow {
  const begins = new Map(inputs.map(({ source, node, port }) => [endKey(source), { node: node.id, port }]));
  const into = workflow.edges
    .filter(({ target }) => inside.has(target.node))
    .map((edge) =>
      inside.has(edge.source.node) ? edge : { ...edge, source: begins.get(endKey(edge.source)) ?? edge.source },
    );
  const out = outputs.map(({ source, node }) => ({ id: newId("e"), source, target: { node: node.id, port: "value" } }));
  const nodes = workflow.nodes.filter(({ id }) => inside.has(id));
  const layout = placesOf(workflow, nodes);
  const box = boxOf(Object.values(layout));
  const aside = (ends: readonly Ending[], x: number) =>
    ends.map(({ node }, index) => [node.id, { x, y: box.top + index * ROW }] as const);
  const tables = inputs.filter(({ isTable }) => isTable).map((input) => [input.name, { kind: "table" }] as const);
  const parts = {
    nodes: [...inputs.map(({ node }) => node), ...nodes, ...outputs.map(({ node }) => node)],
    edges: [...into, ...out],
    layout: {
      ...layout,
      ...Object.fromEntries([...aside(inputs, box.left - ASIDE), ...aside(outputs, box.right + ASIDE)]),
    },
  };
  const empty = {
    ...emptyWorkflow(name),
    ...(tables.length === 0 ? {} : { settings: { inputs: Object.fromEntries(tables) } }),
  };
  return addParts(empty, parts);
}

function placesOf({ layout }: Workflow, nodes: readonly WorkflowNode[]): Record<string, NodeLayout> {
  return Object.fromEntries(nodes.map(({ id }) => [id, layout.nodes[id] ?? { x: 0, y: 0 }]));
}

function boxOf(places: readonly NodeLayout[]) {
  const xs = places.map(({ x }) => x);
  const ys = places.map(({ y }) => y);
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys) };
}

/** Names that are still asked for inside, beside those that wires bring: whoever runs the whole gives them as before. */
function openPlaces(child: Workflow, inputs: readonly Beginning[]): string[] {
  const wired = new Set(inputs.map(({ name }) => nameKey(name)));
  return namedInputsOf(child)
    .map(({ name }) => name)
    .filter((name) => !wired.has(nameKey(name)));
}

interface ParentParts {
  child: Workflow;
  holder: string;
  inputs: readonly Beginning[];
  outputs: readonly Ending[];
  open: readonly string[];
}

function parentOf(workflow: Workflow, inside: ReadonlySet<string>, parts: ParentParts): Workflow {
  const { child, holder, inputs, outputs, open } = parts;
  const place = placesOf(
    workflow,
    workflow.nodes.filter(({ id }) => inside.has(id)),
  );
  const { left, top } = boxOf(Object.values(place));
  const node: WorkflowNode = {
    ...{ id: holder, type: "workflow", title: child.name },
    data: { workflow: child.id, ports: graphInterfaceOf(child) },
  };
  const asking = open.map((name, index) => ({
    node: { id: newId("prompt"), type: "prompt", title: name, data: { text: `{{${name}}}` } },
    place: { x: left - ASIDE, y: top + (index + 1) * ROW },
    name,
  }));
  const into = [
    ...inputs.map(({ source, name }) => ({ id: newId("e"), source, target: { node: holder, port: name } })),
    ...asking.map(({ node: { id }, name }) => ({
      ...{ id: newId("e"), source: { node: id, port: "text" }, target: { node: holder, port: name } },
    })),
  ];
  const ends = new Map(outputs.map(({ source, name }) => [endKey(source), { node: holder, port: name }]));
  const others = { ...workflow, edges: workflow.edges.map((edge) => leadingOut(edge, ends, inside)) };
  return addParts(removeParts(others, inside), {
    nodes: [node, ...asking.map((each) => each.node)],
    edges: into,
    layout: { [holder]: { x: left, y: top }, ...Object.fromEntries(asking.map((each) => [each.node.id, each.place])) },
  });
}

/** A wire out of the folded nodes comes out of the one that holds them, at its place in the order of the wires. */
function leadingOut(
  edge: WorkflowEdge,
  ends: ReadonlyMap<string, Endpoint>,
  inside: ReadonlySet<string>,
): WorkflowEdge {
  return inside.has(edge.target.node) ? edge : { ...edge, source: ends.get(endKey(edge.source)) ?? edge.source };
}
