import type { WorkflowEdge } from "@/types/workflow";

/** A wire written as `wire("brief.text", "draft.prompt")`. */
export function wire(from: string, to: string): WorkflowEdge {
  const [sourceNode = "", sourcePort = ""] = from.split(".");
  const [targetNode = "", targetPort = ""] = to.split(".");
  return {
    id: `${sourceNode}-${targetNode}-${targetPort}`,
    source: { node: sourceNode, port: sourcePort },
    target: { node: targetNode, port: targetPort },
  };
}
