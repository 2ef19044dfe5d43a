import type { Endpoint, WorkflowEdge, WorkflowGraph, WorkflowNode } from "@/types/workflow";
import { fits, type Port, type PortsOf } from "./ports";

/** A wire out of a bypassed node into one that needs it, through which nothing can go on. */
export interface StuckWire {
  /** The bypassed node. */
  node: WorkflowNode;
  target: Endpoint;
}

/** A graph with only what can run. */
export interface RunnablePart {
  graph: WorkflowGraph;
  /** Nodes that do not run, muted ones and what hangs on them, each with the muted node that it is for. */
  idle: ReadonlyMap<string, string>;
  stuck: readonly StuckWire[];
}

/**
 * Leaves out what people have switched off. A bypassed node is gone, and what comes in at it goes on to what hangs on
 * it. A muted one is gone with all that hangs on it; an input that takes many wires lives on those that remain.
 */
export function leaveOutOff(graph: WorkflowGraph, portsOf: PortsOf): RunnablePart {
  if (!graph.nodes.some(({ off }) => off !== undefined)) return { graph, idle: new Map(), stuck: [] };
  const passed = passBypassed(graph, portsOf);
  const idle = findIdle(passed.graph);
  return {
    graph: {
      nodes: passed.graph.nodes.filter(({ id }) => !idle.has(id)),
      edges: passed.graph.edges.filter(({ source, target }) => !idle.has(source.node) && !idle.has(target.node)),
    },
    idle,
    stuck: passed.stuck.filter(({ target }) => !idle.has(target.node)),
  };
}

/** Leads the wires around bypassed nodes. */
function passBypassed(graph: WorkflowGraph, portsOf: PortsOf): { graph: WorkflowGraph; stuck: readonly StuckWire[] } {
  const known = new Map(graph.nodes.map((node) => [node.id, node]));
  const bypassed = new Map(graph.nodes.filter(({ off }) => off === "bypassed").map((node) => [node.id, node]));
  if (bypassed.size === 0) return { graph, stuck: [] };
  const into = Map.groupBy(graph.edges, ({ target }) => target.node);
  const before = ({ node, port }: Endpoint): Endpoint[] => {
    const off = bypassed.get(node);
    return off === undefined ? [] : wiresFor(off, port, into.get(node) ?? [], portsOf).map(({ source }) => source);
  };
  const stuck: StuckWire[] = [];
  const edges = graph.edges.flatMap((edge) => {
    const node = bypassed.get(edge.source.node);
    if (node === undefined || bypassed.has(edge.target.node)) return bypassed.has(edge.target.node) ? [] : [edge];
    const sources = beginnings(edge.source, before).filter((source) => !bypassed.has(source.node));
    const input = portOf(known.get(edge.target.node), "inputs", edge.target.port, portsOf);
    const fit = sources.every((source) => {
      const output = portOf(known.get(source.node), "outputs", source.port, portsOf);
      return output === undefined || input === undefined || fits(output, input);
    });
    const isPassed = sources.length > 0 && fit && (sources.length === 1 || input?.many === true);
    if (!isPassed) stuck.push({ node, target: edge.target });
    return isPassed ? sources.map((source) => ({ ...edge, source })) : [];
  });
  return { graph: { nodes: graph.nodes.filter(({ id }) => !bypassed.has(id)), edges }, stuck };
}

/** The wires whose values go on through an output: those of the first wired input of its type, else of one that fits. */
function wiresFor(node: WorkflowNode, port: string, wires: readonly WorkflowEdge[], portsOf: PortsOf): WorkflowEdge[] {
  const { inputs, outputs } = portsOf(node);
  const output = outputs.find(({ name }) => name === port);
  if (output === undefined) return [];
  const wired = inputs.filter(({ name }) => wires.some(({ target }) => target.port === name));
  const input = wired.find(({ type }) => type === output.type) ?? wired.find((each) => fits(each, output));
  return wires.filter(({ target }) => target.port === input?.name);
}

/** All that is reached backwards from an end of a wire, each once and in the order of the wires. No recursion. */
function beginnings(from: Endpoint, before: (end: Endpoint) => Endpoint[]): Endpoint[] {
  const seen = new Map<string, Endpoint>();
  const open = [from];
  for (let end = open.pop(); end !== undefined; end = open.pop()) {
    const key = `${end.node}\n${end.port}`;
    if (seen.has(key)) continue;
    seen.set(key, end);
    open.push(...before(end).reverse());
  }
  return [...seen.values()];
}

function portOf(
  node: WorkflowNode | undefined,
  side: "inputs" | "outputs",
  name: string,
  portsOf: PortsOf,
): Port | undefined {
  return node === undefined ? undefined : portsOf(node)[side].find((port) => port.name === name);
}

/** Muted nodes, and those that have an input whose wires all come from such nodes. Linear. */
function findIdle({ nodes, edges }: WorkflowGraph): Map<string, string> {
  const idle = new Map(nodes.filter(({ off }) => off === "muted").map(({ id }) => [id, id]));
  const from = Map.groupBy(edges, ({ source }) => source.node);
  const live = new Map<string, number>();
  const inputOf = ({ target }: WorkflowEdge) => `${target.node}\n${target.port}`;
  for (const edge of edges) live.set(inputOf(edge), (live.get(inputOf(edge)) ?? 0) + 1);
  // A map gives what is added while it is read.
  for (const [id, because] of idle) {
    for (const edge of from.get(id) ?? []) {
      const left = (live.get(inputOf(edge)) ?? 0) - 1;
      live.set(inputOf(edge), left);
      if (left === 0 && !idle.has(edge.target.node)) idle.set(edge.target.node, because);
    }
  }
  return idle;
}
