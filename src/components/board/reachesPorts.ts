import { fits } from "@/lib/graph/ports";
import { nodeById } from "@/store/graphIndex";
import { cachedPortsOf } from "@/store/nodePorts";
import type { WorkflowEdge, WorkflowNode } from "@/types/workflow";

/** Whether a wire ends in ports that are there and fit each other. */
export function reachesPorts(nodes: readonly WorkflowNode[]): (edge: WorkflowEdge) => boolean {
  return ({ source, target }) => {
    const from = nodeById(nodes, source.node);
    const to = nodeById(nodes, target.node);
    const output = from && cachedPortsOf(from).outputs.find(({ name }) => name === source.port);
    const input = to && cachedPortsOf(to).inputs.find(({ name }) => name === target.port);
    return output !== undefined && input !== undefined && fits(output, input);
  };
}
