import { kindOf } from "@/lib/nodes/nodeKinds";
import { own } from "@/types/own";
import type { Value } from "@/types/run";
import type { WorkflowGraph, WorkflowNode } from "@/types/workflow";

/**
 * A graph for a run with these inputs: a node that has no name for its content goes by its id, where the run brings
 * something under that. So nodes that nobody named can be given a file too.
 */
export function nameGivenNodes(graph: WorkflowGraph, inputs: Readonly<Record<string, Value>>): WorkflowGraph {
  const isGiven = ({ id, type, data }: WorkflowNode) =>
    data.input === undefined && own(inputs, id) !== undefined && kindOf(type)?.takesInput === true;
  if (!graph.nodes.some(isGiven)) return graph;
  const nodes = graph.nodes.map((node) => (isGiven(node) ? { ...node, data: { ...node.data, input: node.id } } : node));
  return { ...graph, nodes };
}
