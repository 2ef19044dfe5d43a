import { documentFaults } from "@/lib/graph/documentFaults";
import { followLists } from "@/lib/graph/lists";
import { leaveOutOff } from "@/lib/graph/off";
import { planGraph } from "@/lib/graph/plan";
import { fits, type NodePorts, type Port } from "@/lib/graph/ports";
import { kindOf, nodeKinds, portsOf } from "@/lib/nodes/nodeKinds";
import { takesPart } from "@/lib/nodes/runnablePart";
import { isAppError } from "@/types/errors";
import type { Endpoint, Workflow, WorkflowEdge, WorkflowGraph, WorkflowNode } from "@/types/workflow";

/** Something in a workflow that keeps it from running, with what to do about it. */
export interface WorkflowFault {
  node?: string;
  edge?: string;
  /** In the document, as in `nodes.3.id`. */
  path?: string;
  message: string;
  fix?: string;
}

export interface WorkflowCheck {
  faults: WorkflowFault[];
  /** What does not keep it from running: settings without effect, content that each run has to bring. */
  notes: WorkflowFault[];
}

/**
 * Everything that is wrong with a workflow, at once: where a run tells the first thing in its way, whoever builds one
 * wants to mend all. What a run can bring (texts for places, files) is a note and no fault. Linear.
 */
export async function checkWorkflow(workflow: Workflow): Promise<WorkflowCheck> {
  const faults: WorkflowFault[] = documentFaults(workflow).map(({ path, message, nodes, edges }) => ({
    ...(nodes?.[0] === undefined ? {} : { node: nodes[0] }),
    ...(edges?.[0] === undefined ? {} : { edge: edges[0] }),
    ...{ path, message },
  }));
  const notes: WorkflowFault[] = [];
  const nodes = [...new Map(workflow.nodes.map((node) => [node.id, node])).values()];
  const unreadable = new Set<string>();
  for (const node of nodes) {
    const found = settingsFaults(node);
    if (found.length > 0) unreadable.add(node.id);
    faults.push(...found);
    notes.push(...unknownSettings(node));
  }
  const wires = checkWires(nodes, unreadable, workflow.edges);
  faults.push(...wires.faults);
  const known = nodes.filter(({ type }) => kindOf(type) !== undefined);
  const part = leaveOutOff({ nodes: known.filter(takesPart(workflow.edges)), edges: wires.good }, portsOf);
  for (const { node, target } of part.stuck) {
    const message = `${nameOf(node)} is bypassed, but nothing that comes in fits ${target.node}.`;
    faults.push({ node: node.id, message, fix: "Mute it, or switch it on." });
  }
  faults.push(...missingWires(part.graph, workflow.edges), ...planFaults(part.graph));
  const into = Map.groupBy(workflow.edges, ({ target }) => target.node);
  for (const node of part.graph.nodes) {
    if (unreadable.has(node.id)) continue;
    const problem = await problemOf(node, into.get(node.id) ?? []);
    if (problem !== undefined) (problem.isNote ? notes : faults).push(problem.fault);
  }
  return { faults, notes };
}

function nameOf({ id, title }: WorkflowNode): string {
  return title === undefined || title === id ? id : `${title} (${id})`;
}

function settingsFaults(node: WorkflowNode): WorkflowFault[] {
  const { id, type, data } = node;
  const kind = kindOf(type);
  if (kind === undefined) {
    const fix = `Use one of: ${Object.keys(nodeKinds).join(", ")}.`;
    return [{ node: id, message: `${nameOf(node)} is of an unknown kind: ${type}.`, fix }];
  }
  const issues = kind.schema.safeParse(data).error?.issues ?? [];
  return issues.map(({ path, message }) => ({
    node: id,
    message: `${nameOf(node)}: the setting ${["data", ...path].join(".")} does not fit (${message.replace(/^Invalid \w+: /, "")}).`,
    fix: `Its schema is in list_node_kinds { "kinds": ["${type}"] }.`,
  }));
}

/** A misspelt setting is kept, and has no effect. */
function unknownSettings(node: WorkflowNode): WorkflowFault[] {
  const { id, type, data } = node;
  const shape = settingNames(type);
  if (shape === undefined) return [];
  const unknown = Object.keys(data).filter((name) => !shape.includes(name));
  return unknown.map((name) => ({
    node: id,
    message: `${nameOf(node)}: ${type} has no setting called ${name}, so it has no effect.`,
    fix: `It has: ${shape.join(", ")}.`,
  }));
}

function settingNames(type: string): string[] | undefined {
  const schema = kindOf(type)?.schema;
  return schema !== undefined && "shape" in schema && typeof schema.shape === "object" && schema.shape !== null
    ? Object.keys(schema.shape)
    : undefined;
}

interface CheckedWires {
  good: WorkflowEdge[];
  faults: WorkflowFault[];
}

function checkWires(
  nodes: readonly WorkflowNode[],
  unreadable: ReadonlySet<string>,
  edges: readonly WorkflowEdge[],
): CheckedWires {
  // What ports a node has is not known before its settings are right.
  const readable = nodes.filter(({ id }) => !unreadable.has(id));
  const ports = new Map(readable.map((node) => [node.id, portsOf(node)]));
  const taken = new Map<string, Set<string>>();
  const checked: CheckedWires = { good: [], faults: [] };
  for (const edge of edges) {
    const from = ports.get(edge.source.node);
    const to = ports.get(edge.target.node);
    // Where a node is missing or cannot be read, that is told already.
    if (from === undefined || to === undefined) continue;
    const fault = wireFault(edge, { from, to, taken });
    if (fault === undefined) checked.good.push(edge);
    else checked.faults.push({ edge: edge.id, node: edge.target.node, ...fault });
  }
  return checked;
}

interface WireEnds {
  from: NodePorts;
  to: NodePorts;
  /** By the input, the outputs that wires before lead from. */
  taken: Map<string, Set<string>>;
}

function wireFault(
  { source, target }: WorkflowEdge,
  { from, to, taken }: WireEnds,
): Pick<WorkflowFault, "message" | "fix"> | undefined {
  const output = from.outputs.find(({ name }) => name === source.port);
  if (output === undefined) return noPort(source, "output", from.outputs);
  const input = to.inputs.find(({ name }) => name === target.port);
  if (input === undefined) return noPort(target, "input", to.inputs);
  const wire = `${endName(source)} → ${endName(target)}`;
  if (!fits(output, input)) {
    return {
      message: `${wire}: ${output.type} does not fit ${input.type}.`,
      fix: `${target.node} takes ${portWords(to.inputs)}.`,
    };
  }
  const others = taken.get(endName(target)) ?? new Set();
  const isFree = others.size === 0 || (input.many === true && !others.has(endName(source)));
  taken.set(endName(target), others.add(endName(source)));
  if (isFree) return undefined;
  const join = "Join the texts first (kind join), or take one of the wires away.";
  return { message: `${wire}: ${endName(target)} has a wire already and takes only one.`, fix: join };
}

const endName = ({ node, port }: Endpoint) => `${node}.${port}`;

function noPort({ node, port }: Endpoint, side: "input" | "output", there: readonly Port[]) {
  return { message: `${node} has no ${side} called ${port}.`, fix: `Its ${side}s: ${portWords(there)}.` };
}

/** Ports in words, as in `prompt (text, required), images (image, many)`. */
export function portWords(ports: readonly Port[]): string {
  const words = ports.map(({ name, type, list, required, many }) => {
    const facts = [list ? `list of ${type}` : type, ...(required ? ["required"] : []), ...(many ? ["many wires"] : [])];
    return `${name} (${facts.join(", ")})`;
  });
  return words.join(", ") || "none";
}

function missingWires({ nodes }: WorkflowGraph, edges: readonly WorkflowEdge[]): WorkflowFault[] {
  const wired = new Set(edges.map(({ target }) => endName(target)));
  return nodes.flatMap((node) =>
    portsOf(node)
      .inputs.filter(({ name, required }) => required === true && !wired.has(endName({ node: node.id, port: name })))
      .map(({ name, type }) => ({
        node: node.id,
        message: `${nameOf(node)} needs a wire into ${name}.`,
        fix: `Wire something that gives ${type} into ${node.id}.${name}.`,
      })),
  );
}

/** Circles, and lists of lists, of a graph whose wires are right. */
function planFaults(graph: WorkflowGraph): WorkflowFault[] {
  try {
    const { nested } = followLists(planGraph(graph, portsOf, new Set()));
    return nested.map((node) => ({
      node,
      message: `${node} gets a list and would give a list for each of its items.`,
      fix: "Put a join before it.",
    }));
  } catch (error) {
    if (!isAppError(error) || error.code !== "invalid_workflow") throw error;
    const [node] = Array.isArray(error.facts.nodes) ? error.facts.nodes : [];
    return [{ ...(typeof node === "string" ? { node } : {}), message: error.message }];
  }
}

async function problemOf(node: WorkflowNode, into: readonly WorkflowEdge[]) {
  const kind = kindOf(node.type);
  const wired = new Set(into.map(({ target }) => target.port));
  const problem = await kind?.problem?.(kind.schema.parse(node.data), { wired, runInputs: {} });
  if (problem === undefined) return undefined;
  if (typeof problem === "string") {
    const fix = problem.includes("no model")
      ? "Set data.provider and data.model; list_models has what there is."
      : undefined;
    return { isNote: false, fault: { node: node.id, message: `${nameOf(node)} ${problem}.`, ...(fix && { fix }) } };
  }
  const { fault, missing } = problem;
  const under =
    missing.kind === "places" ? missing.names : [typeof node.data.input === "string" ? node.data.input : node.id];
  const fix = `A run can bring it as inputs: { ${under.map((name) => `"${name}": …`).join(", ")} }.`;
  return { isNote: true, fault: { node: node.id, message: `${nameOf(node)} ${fault}.`, fix } };
}
