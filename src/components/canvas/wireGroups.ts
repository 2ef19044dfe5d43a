import { pathOf } from "@/components/board/wirePath";
import { portColour } from "@/components/nodes/PortShape";
import { cx } from "@/components/ui/cx";
import { nodeById } from "@/store/graphIndex";
import { cachedPortsOf } from "@/store/nodePorts";
import type { Endpoint, Workflow, WorkflowEdge } from "@/types/workflow";
import { curvesOfWire } from "./wireGeometry";

/** Wires that look alike: drawn as one path. */
export interface WireGroup {
  stroke: string;
  className: string;
  edges: WorkflowEdge[];
}

/** What of a wire's look is not in the document: ids of nodes that are at work, and whose result is out of date. */
export interface WireStates {
  busy: Pick<ReadonlySet<string>, "has">;
  stale: Pick<ReadonlySet<string>, "has">;
}

export function groupWires(
  nodes: Workflow["nodes"],
  edges: readonly WorkflowEdge[],
  { busy, stale }: WireStates,
): WireGroup[] {
  const groups = new Map<string, WireGroup>();
  for (const edge of edges) {
    const { node } = edge.source;
    const stroke = strokeOf(nodes, edge.source);
    const className = cx("wire", busy.has(node) && "wire-running", stale.has(node) && "wire-faint");
    const key = `${stroke} ${className}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { stroke, className, edges: [edge] });
    else group.edges.push(edge);
  }
  return [...groups.values()];
}

/** The colour of what a wire from this output carries. */
export function strokeOf(nodes: Workflow["nodes"] | undefined, source: Endpoint): string {
  const node = nodes && nodeById(nodes, source.node);
  const type = node && cachedPortsOf(node).outputs.find(({ name }) => name === source.port)?.type;
  return type === undefined ? "var(--color-error)" : portColour(type);
}

/** All of these wires in one path; those that are not drawn, in a collapsed group say, are left out. */
export function pathOfWires(
  workflow: Workflow,
  edges: readonly WorkflowEdge[],
  nodes: Parameters<typeof curvesOfWire>[2],
): string {
  return edges.map((edge) => pathOf(curvesOfWire(workflow, edge, nodes) ?? [])).join("");
}
