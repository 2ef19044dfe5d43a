import type { NodePorts, Port } from "@/lib/graph/ports";
import { portsOf } from "@/lib/nodes/nodeKinds";
import type { WorkflowEdge, WorkflowNode } from "@/types/workflow";
import { edgesFrom, edgesInto } from "./graphIndex";

const cache = new WeakMap<WorkflowNode, NodePorts>();

/** The ports of a node, worked out once per state of the node. */
export function cachedPortsOf(node: WorkflowNode): NodePorts {
  const known = cache.get(node);
  if (known !== undefined) return known;
  const ports = portsOf(node);
  cache.set(node, ports);
  return ports;
}

/** Whether two states of a node have the same ports; most edits change none. */
export function hasSamePorts(a: WorkflowNode, b: WorkflowNode): boolean {
  return a === b || JSON.stringify(cachedPortsOf(a)) === JSON.stringify(cachedPortsOf(b));
}

/** A port as the screen shows it. */
export interface ShownPort extends Port {
  /** The node has no such port any more, but a wire still ends in it. */
  missing?: boolean;
}

export interface ShownPorts {
  inputs: ShownPort[];
  outputs: ShownPort[];
}

/** The ports of a node, and after them those that only a left-over wire remembers, so that the person can see it. */
export function shownPorts(node: WorkflowNode, edges: readonly WorkflowEdge[]): ShownPorts {
  const { inputs, outputs } = cachedPortsOf(node);
  return {
    inputs: withMissing(
      inputs,
      edgesInto(edges, node.id).map((edge) => edge.target.port),
    ),
    outputs: withMissing(
      outputs,
      edgesFrom(edges, node.id).map((edge) => edge.source.port),
    ),
  };
}

function withMissing(ports: Port[], wired: string[]): ShownPort[] {
  const gone = new Set(wired);
  for (const port of ports) gone.delete(port.name);
  if (gone.size === 0) return ports;
  return [...ports, ...Array.from(gone, (name): ShownPort => ({ name, type: "any", missing: true }))];
}
