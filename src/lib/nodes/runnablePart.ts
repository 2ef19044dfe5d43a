import { leaveOutOff, type RunnablePart } from "@/lib/graph/off";
import type { WorkflowGraph, WorkflowNode } from "@/types/workflow";
import { kindOf, portsOf } from "./nodeKinds";

/**
 * What runs of a document: without notes and the like, which only stand on the canvas, outputs that nothing is wired
 * to, and what is switched off.
 */
export function toRunnablePart({ nodes, edges }: WorkflowGraph): RunnablePart {
  return leaveOutOff({ nodes: nodes.filter(takesPart(edges)), edges }, portsOf);
}

/** Whether a node among these wires runs, as far as it is switched on. One of an unknown kind does: it is refused later. */
export function takesPart(edges: WorkflowGraph["edges"]): (node: WorkflowNode) => boolean {
  const wired = new Set(edges.map(({ target }) => target.node));
  return ({ id, type }) => {
    const kind = kindOf(type);
    return kind === undefined || (kind.execute !== undefined && (kind.restsUnwired !== true || wired.has(id)));
  };
}
