import type { Endpoint, WorkflowGraph } from "@/types/workflow";
import { fits, type Port, type PortsOf } from "./ports";

/** Why a wire cannot be drawn; the screen has the words. */
export type ConnectProblem =
  | "unknown-node"
  | "unknown-port"
  | "type-mismatch"
  | "input-taken"
  | "already-connected"
  | "cycle";

export type ConnectCheck = { ok: true } | { ok: false; reason: ConnectProblem };

const refuse = (reason: ConnectProblem): ConnectCheck => ({ ok: false, reason });

/** Whether an edge from `source` to `target` may be added to the graph. */
export function checkConnection(
  graph: WorkflowGraph,
  portsOf: PortsOf,
  source: Endpoint,
  target: Endpoint,
): ConnectCheck {
  const ends = findPorts(graph, portsOf, source, target);
  if (ends === "unknown-node" || ends === "unknown-port") return refuse(ends);
  if (!fits(ends.output, ends.input)) return refuse("type-mismatch");
  const intoTarget = graph.edges.filter((edge) => isSame(edge.target, target));
  if (intoTarget.some((edge) => isSame(edge.source, source))) return refuse("already-connected");
  if (intoTarget.length > 0 && ends.input.many !== true) return refuse("input-taken");
  return reaches(graph, target.node, source.node) ? refuse("cycle") : { ok: true };
}

function findPorts(
  graph: WorkflowGraph,
  portsOf: PortsOf,
  source: Endpoint,
  target: Endpoint,
): { output: Port; input: Port } | "unknown-node" | "unknown-port" {
  const from = graph.nodes.find((node) => node.id === source.node);
  const to = graph.nodes.find((node) => node.id === target.node);
  if (from === undefined || to === undefined) return "unknown-node";
  const output = portsOf(from).outputs.find((port) => port.name === source.port);
  const input = portsOf(to).inputs.find((port) => port.name === target.port);
  return output === undefined || input === undefined ? "unknown-port" : { output, input };
}

function isSame(a: Endpoint, b: Endpoint): boolean {
  return a.node === b.node && a.port === b.port;
}

/** Whether `to` can be reached from `from` along the wires (a node reaches itself). */
export function reaches(graph: WorkflowGraph, from: string, to: string): boolean {
  const next = new Map<string, string[]>();
  for (const edge of graph.edges) {
    const targets = next.get(edge.source.node);
    if (targets === undefined) next.set(edge.source.node, [edge.target.node]);
    else targets.push(edge.target.node);
  }
  const seen = new Set([from]);
  const open = [from];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (node === to) return true;
    for (const target of next.get(node) ?? []) {
      if (seen.has(target)) continue;
      seen.add(target);
      open.push(target);
    }
  }
  return false;
}
