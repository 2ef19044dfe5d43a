import type { WorkflowEdge, WorkflowGraph } from "@/types/workflow";
import { edgesFrom, edgesInto, nodeById } from "./graphIndex";

/** Ids of nodes that changed since `ran`, or hang on one that did. Linear in nodes and wires. */
export function staleNodes(graph: WorkflowGraph, ran: WorkflowGraph): ReadonlySet<string> {
  const stale = new Set<string>();
  const open = graph.nodes.filter((node) => {
    const before = nodeById(ran.nodes, node.id);
    return (
      !isSameData(node.data, before?.data) ||
      !isSameWiring(edgesInto(graph.edges, node.id), edgesInto(ran.edges, node.id))
    );
  });
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    if (stale.has(node.id)) continue;
    stale.add(node.id);
    for (const edge of edgesFrom(graph.edges, node.id)) {
      const target = nodeById(graph.nodes, edge.target.node);
      if (target !== undefined) open.push(target);
    }
  }
  return stale;
}

/** Edits share what they do not touch; only a graph that was read anew has to be compared by its content. */
function isSameData(data: object, before: object | undefined): boolean {
  return data === before || (before !== undefined && JSON.stringify(data) === JSON.stringify(before));
}

function isSameWiring(a: readonly WorkflowEdge[], b: readonly WorkflowEdge[]): boolean {
  const isSameEnd = (x: WorkflowEdge["source"], y: WorkflowEdge["source"] | undefined) =>
    x.node === y?.node && x.port === y.port;
  return (
    a.length === b.length &&
    a.every((edge, index) => isSameEnd(edge.source, b[index]?.source) && isSameEnd(edge.target, b[index]?.target))
  );
}
