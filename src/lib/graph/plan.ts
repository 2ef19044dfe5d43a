import { AppError } from "@/types/errors";
import type { WorkflowEdge, WorkflowGraph, WorkflowNode } from "@/types/workflow";
import { fits, type NodePorts, type Port, type PortsOf } from "./ports";
import { toldAtOnce } from "./toldAtOnce";

/** A wire into a planned node, with the ports at both of its ends. */
export interface PlannedInput {
  edge: WorkflowEdge;
  from: string;
  /** The node that it comes from. */
  source: WorkflowNode;
  output: Port;
  input: Port;
}

export interface PlannedNode {
  node: WorkflowNode;
  ports: NodePorts;
  /** In the order of the document's edges. */
  inputs: PlannedInput[];
  /** Ids of the nodes that wait for this one. */
  dependents: Set<string>;
}

/** A checked graph, sources first: every node stands after all it depends on. */
export interface Plan {
  order: string[];
  nodes: Map<string, PlannedNode>;
}

/**
 * Checks a graph and puts it in an order in which it can run. Linear in nodes and edges.
 * @throws AppError `invalid_workflow` naming the nodes and edges: double ids, wires to nothing, ports that do not
 * fit, a cycle (its nodes in order); and of the nodes that run (all, or those of `selected`) an input with too many
 * wires, a required input without one
 */
export function planGraph(graph: WorkflowGraph, portsOf: PortsOf, selected?: ReadonlySet<string>): Plan {
  const nodes = new Map<string, PlannedNode>();
  for (const node of graph.nodes) {
    if (nodes.has(node.id)) throw invalid(`Two nodes have the id ${node.id}.`, { nodes: [node.id] });
    nodes.set(node.id, { node, ports: portsOf(node), inputs: [], dependents: new Set() });
  }
  for (const edge of graph.edges) addEdge(nodes, edge);
  const running = [...nodes.values()].filter(({ node }) => selected === undefined || selected.has(node.id));
  refuseInputs(running.flatMap(inputFaults));
  return { order: topologicalOrder(nodes), nodes };
}

function addEdge(nodes: Map<string, PlannedNode>, edge: WorkflowEdge): void {
  const source = nodes.get(edge.source.node);
  const target = nodes.get(edge.target.node);
  if (source === undefined || target === undefined) {
    throw invalid(`The wire ${edge.id} leads to a node that does not exist.`, { edges: [edge.id] });
  }
  const output = source.ports.outputs.find((port) => port.name === edge.source.port);
  const input = target.ports.inputs.find((port) => port.name === edge.target.port);
  if (output === undefined || input === undefined) {
    const [node, port] = output === undefined ? [source, edge.source.port] : [target, edge.target.port];
    throw invalid(`${nameOf(node.node)} has no port called ${port}.`, { edges: [edge.id], nodes: [node.node.id] });
  }
  if (!fits(output, input)) {
    const message = `${nameOf(source.node)} gives ${output.type}, but ${nameOf(target.node)} takes ${input.type}.`;
    throw invalid(message, { edges: [edge.id], nodes: [source.node.id, target.node.id] });
  }
  target.inputs.push({ edge, from: source.node.id, source: source.node, output, input });
  source.dependents.add(target.node.id);
}

interface InputFault {
  node: string;
  message: string;
  edges: string[];
}

function inputFaults({ node, ports, inputs }: PlannedNode): InputFault[] {
  return ports.inputs.flatMap((port) => {
    const edges = inputs.filter(({ input }) => input.name === port.name).map(({ edge }) => edge.id);
    const name = port.label ?? port.name;
    if (port.required === true && edges.length === 0) {
      return [{ node: node.id, message: `${nameOf(node)} needs a wire into ${name}.`, edges }];
    }
    if (port.many !== true && edges.length > 1) {
      return [{ node: node.id, message: `${nameOf(node)} takes only one wire into ${name}.`, edges }];
    }
    return [];
  });
}

/** Tells all of them at once: each of their nodes shows its own. */
function refuseInputs(faults: readonly InputFault[]): void {
  if (faults.length === 0) return;
  throw invalid(toldAtOnce(faults.map(({ message }) => message)), {
    nodes: [...new Set(faults.map(({ node }) => node))],
    edges: faults.flatMap(({ edges }) => edges),
    faults: faults.map(({ node, message }) => ({ node, message })),
  });
}

/** Kahn's algorithm with a moving head, so that a chain of any length needs no recursion and no shifting. */
function topologicalOrder(nodes: Map<string, PlannedNode>): string[] {
  const waitsFor = new Map<string, number>();
  for (const [id, { inputs }] of nodes) waitsFor.set(id, new Set(inputs.map(({ from }) => from)).size);
  const order = [...nodes.keys()].filter((id) => waitsFor.get(id) === 0);
  for (let head = 0; head < order.length; head++) {
    const id = order[head] as string; // head < order.length
    for (const dependent of nodes.get(id)?.dependents ?? []) {
      const left = (waitsFor.get(dependent) ?? 0) - 1;
      waitsFor.set(dependent, left);
      if (left === 0) order.push(dependent);
    }
  }
  if (order.length < nodes.size) {
    const cycle = findCycle(nodes, new Set(order));
    const names = cycle.map((id) => nameOf(nodes.get(id)?.node)).join(" → ");
    throw invalid(`The wires go in a circle: ${names}. Remove one of them.`, { nodes: cycle });
  }
  return order;
}

/** Walks backwards among the nodes left over: each of them has a predecessor that is left over too. */
function findCycle(nodes: Map<string, PlannedNode>, ordered: ReadonlySet<string>): string[] {
  const path: string[] = [];
  const placeOf = new Map<string, number>();
  let id = [...nodes.keys()].find((candidate) => !ordered.has(candidate));
  while (id !== undefined && !placeOf.has(id)) {
    placeOf.set(id, path.length);
    path.push(id);
    id = nodes.get(id)?.inputs.find(({ from }) => !ordered.has(from))?.from;
  }
  return path.slice(placeOf.get(id ?? "") ?? 0).reverse();
}

function nameOf(node: WorkflowNode | undefined): string {
  return node?.title ?? node?.id ?? "a node";
}

function invalid(message: string, facts: { nodes?: string[]; edges?: string[]; faults?: object[] }): AppError {
  return new AppError("invalid_workflow", message, facts);
}
