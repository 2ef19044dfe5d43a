import { leaveOutOff, type RunnablePart } from "@/lib/graph/off";
import type { WorkflowGraph, WorkflowNode } from "@/types/workflow";
import { kindOf, portsOf } from "./nodeKinds";

/**
 * What runs of a document: without notes and the like, which only stand on the canvas, outputs that nothing is wired
 * to, and what is switched off.
 */
export function toRunnablePart({ nodes, edges }: WorkflowGraph): RunnablePart {
  const wired = new Set(edges.map(({ target }) => target.node));
  const takesPart = ({ id, type }: WorkflowNode) => {
    const kind = kindOf(type);
    return kind === undefined || (kind.execute !== undefined && (kind.restsUnwired !== true || wired.has(id)));
  };
  return leaveOutOff({ nodes: nodes.filter(takesPart), edges }, portsOf);
}
