import { checkConnection } from "@/lib/graph/connect";
import { followLists } from "@/lib/graph/lists";
import { planGraph } from "@/lib/graph/plan";
import { kindOf, portsOf } from "@/lib/nodes/nodeKinds";
import type { ProviderId } from "@/types/providerTable";
import { type Endpoint, idSchema, type WorkflowGraph, type WorkflowNode } from "@/types/workflow";
import type { DraftAnswer, DraftNode } from "./draftAnswer";

/** What model nodes of a draft run on. */
export interface RunsOn {
  provider: ProviderId;
  model: string;
  account?: string;
}

/** Settings that are a person's to choose, or that hold what only a person has. */
export const chosenByPeople: ReadonlySet<string> = new Set([
  ...["provider", "model", "account", "fallback", "serviceTier"],
  ...["asset", "dataUrl", "fileName"],
  ...["tools", "maxToolRounds", "maxToolText", "cacheTools"],
]);

export interface DraftGraph {
  graph: WorkflowGraph;
  /** What is wrong with it, told to the model that drew it. */
  faults: string[];
}

/**
 * The graph that a model meant, and every fault in it at once. What a person has to choose (files, pictures, values of
 * places) is none. `selection`: what is being changed, with the wires across its border; its nodes keep their ids and
 * what the draft does not name.
 */
export async function toDraftGraph(
  answer: DraftAnswer,
  runsOn: RunsOn,
  selection?: WorkflowGraph,
): Promise<DraftGraph> {
  const faults: string[] = [];
  const known = new Map(selection?.nodes.map((node) => [node.id, node]));
  const fed = wiresInto(selection);
  const fedNames = [...fed, ...answer.wires.map(([, to]) => to)];
  const nodes: WorkflowNode[] = [];
  for (const draft of answer.nodes) {
    const read = await readNode(draft, { runsOn, existing: known.get(draft.id), wired: inputsOf(draft.id, fedNames) });
    if (nodes.some(({ id }) => id === draft.id)) faults.push(`Two nodes have the id ${draft.id}.`);
    else if ("node" in read) nodes.push(read.node);
    if ("faults" in read) faults.push(...read.faults);
  }
  const graph: WorkflowGraph = { nodes, edges: [] };
  for (const [index, [from, to]] of answer.wires.entries()) {
    const fault = addWire(graph, from, to, `wire-${index + 1}`);
    if (fault !== undefined) faults.push(fault);
  }
  const crowded = graph.edges.filter(({ target }) => fed.has(endName(target)) && !takesMany(graph, target));
  faults.push(...crowded.map(({ target }) => `${endName(target)} already has a wire from outside of the selection.`));
  faults.push(...missingWires(graph, fed));
  return { graph, faults: faults.length === 0 ? nestedLists(graph) : faults };
}

const endName = ({ node, port }: Endpoint) => `${node}.${port}`;

/** Inputs of a selection that are fed from outside of it. */
function wiresInto({ nodes, edges }: WorkflowGraph = { nodes: [], edges: [] }): ReadonlySet<string> {
  const inside = new Set(nodes.map(({ id }) => id));
  return new Set(edges.filter(({ source }) => !inside.has(source.node)).map(({ target }) => endName(target)));
}

function takesMany({ nodes }: WorkflowGraph, { node: id, port: name }: Endpoint): boolean {
  const node = nodes.find((candidate) => candidate.id === id);
  return node !== undefined && portsOf(node).inputs.some((port) => port.name === name && port.many === true);
}

type ReadNode = { node: WorkflowNode } | { faults: string[] };

/** What a node stands among. */
interface Around {
  runsOn: RunsOn;
  existing: WorkflowNode | undefined;
  /** Inputs that get a wire. */
  wired: ReadonlySet<string>;
}

function inputsOf(node: string, ends: readonly string[]): ReadonlySet<string> {
  const before = `${node}.`;
  return new Set(ends.filter((end) => end.startsWith(before)).map((end) => end.slice(before.length)));
}

async function readNode(draft: DraftNode, { runsOn, existing, wired }: Around): Promise<ReadNode> {
  if (draft.keep === true) {
    return existing === undefined ? { faults: [`There is no node ${draft.id} to keep.`] } : { node: existing };
  }
  const { id, kind: type } = draft;
  const kind = kindOf(type);
  const at = `Node ${id}`;
  if (!idSchema.safeParse(id).success) return { faults: [`${at}: an id has only letters, digits, _ and -.`] };
  if (kind === undefined) return { faults: [`${at}: there is no kind called ${type}.`] };
  const given = drawnSettings(draft.settings, kind.modelList);
  const data = withModel(type, { ...(kind.defaults() as object), ...sameKind(existing, type), ...given }, runsOn);
  const read = kind.schema.safeParse(withoutNull(data));
  if (!read.success) {
    return { faults: read.error.issues.map(({ path, message }) => `${at}: setting ${path.join(".")}: ${message}.`) };
  }
  const settings = read.data as Record<string, unknown>; // every kind keeps its settings in an object
  const unknown = Object.keys(given).filter((name) => !(name in settings) && given[name] !== null);
  if (unknown.length > 0) return { faults: [`${at}: ${type} has no setting called ${unknown.join(", ")}.`] };
  const problem = await problemOf(type, settings, wired);
  if (problem !== undefined) return { faults: [`${at} ${problem}.`] };
  return { node: { ...existing, id, type, data: settings, ...(draft.title ? { title: draft.title } : {}) } };
}

function sameKind(existing: WorkflowNode | undefined, type: string): Record<string, unknown> {
  return existing?.type === type ? existing.data : {};
}

/** A setting that the model gives as null is taken back. */
function withoutNull(data: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(data).filter(([, value]) => value !== null));
}

/** Who pays and which model answers is the person's choice, never the draft's; nor of those in a list of models. */
function drawnSettings(settings: Record<string, unknown>, modelList?: string): Record<string, unknown> {
  const drawn = Object.entries(settings).filter(([name]) => !chosenByPeople.has(name));
  const drawnModel = (model: unknown) => (isObject(model) ? drawnSettings(model) : model);
  return Object.fromEntries(
    drawn.map(([name, value]) => [name, Array.isArray(value) && name === modelList ? value.map(drawnModel) : value]),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function withModel(type: string, data: Record<string, unknown>, runsOn: RunsOn): Record<string, unknown> {
  if (type === "llmGenerate") return data.model ? data : { ...data, ...runsOn };
  const filled = (list: unknown[]) => list.map((each) => (isObject(each) ? { ...runsOn, ...each } : each));
  if (type === "compare" && Array.isArray(data.variants)) return { ...data, variants: filled(data.variants) };
  // A draft need not say that there is a judge.
  const isJudged = type === "score" && data.method === "judge";
  return isJudged ? { ...data, judges: filled(Array.isArray(data.judges) ? data.judges : [{}]) } : data;
}

async function problemOf(
  type: string,
  data: Record<string, unknown>,
  wired: ReadonlySet<string>,
): Promise<string | undefined> {
  const problem = await kindOf(type)?.problem?.(data, { wired, runInputs: {} });
  // What is missing is a person's to choose or to give.
  return typeof problem === "string" ? problem : undefined;
}

function addWire(graph: WorkflowGraph, from: string, to: string, id: string): string | undefined {
  const source = toEndpoint(from);
  const target = toEndpoint(to);
  const wire = `Wire ${from} → ${to}`;
  if (source === undefined || target === undefined) return `${wire}: both ends have the form id.port.`;
  const check = checkConnection(graph, portsOf, source, target);
  if (!check.ok) return `${wire}: ${refusals[check.reason]} ${portWords(graph, source.node, target.node)}`;
  graph.edges.push({ id, source, target });
  return undefined;
}

function toEndpoint(text: string): Endpoint | undefined {
  const dot = text.indexOf(".");
  const [node, port] = [text.slice(0, dot), text.slice(dot + 1)];
  return dot < 1 || port === "" ? undefined : { node, port };
}

const refusals = {
  "unknown-node": "one of the nodes does not exist.",
  "unknown-port": "one of the ports does not exist.",
  "type-mismatch": "the types do not fit.",
  "input-taken": "the input already has a wire and takes only one.",
  "already-connected": "it is there twice.",
  cycle: "it would close a circle.",
};

function portWords({ nodes }: WorkflowGraph, from: string, to: string): string {
  const source = nodes.find(({ id }) => id === from);
  const target = nodes.find(({ id }) => id === to);
  const names = (ports: { name: string; type: string }[]) =>
    ports.map(({ name, type }) => `${name} (${type})`).join(", ") || "none";
  const outputs = source === undefined ? [] : [`${from} gives ${names(portsOf(source).outputs)}.`];
  const inputs = target === undefined ? [] : [`${to} takes ${names(portsOf(target).inputs)}.`];
  return [...outputs, ...inputs].join(" ");
}

/** Of a graph whose wires are right. */
function nestedLists(graph: WorkflowGraph): string[] {
  const { nested } = followLists(planGraph(graph, portsOf, new Set()));
  return nested.map((id) => `Node ${id} gets a list and would give a list for each of its items: join them first.`);
}

function missingWires({ nodes, edges }: WorkflowGraph, fed: ReadonlySet<string>): string[] {
  const wired = new Set([...fed, ...edges.map(({ target }) => endName(target))]);
  return nodes.flatMap((node) =>
    portsOf(node)
      .inputs.filter(({ name, required }) => required === true && !wired.has(endName({ node: node.id, port: name })))
      .map(({ name }) => `Node ${node.id} needs a wire into ${name}.`),
  );
}
