import type { WorkflowEdge, WorkflowNode } from "@/types/workflow";

/**
 * Look-ups into a document, built once per list of nodes or edges and dropped with it. A list is never changed
 * in place, so that its identity names its content.
 */
const nodeIndexes = new WeakMap<readonly WorkflowNode[], Map<string, WorkflowNode>>();
const targetIndexes = new WeakMap<readonly WorkflowEdge[], Map<string, WorkflowEdge[]>>();
const sourceIndexes = new WeakMap<readonly WorkflowEdge[], Map<string, WorkflowEdge[]>>();

const noEdges: readonly WorkflowEdge[] = [];

export function nodeById(nodes: readonly WorkflowNode[], id: string): WorkflowNode | undefined {
  let index = nodeIndexes.get(nodes);
  if (index === undefined) {
    index = new Map(nodes.map((node) => [node.id, node]));
    nodeIndexes.set(nodes, index);
  }
  return index.get(id);
}

/** The wires into a node. */
export function edgesInto(edges: readonly WorkflowEdge[], node: string): readonly WorkflowEdge[] {
  return indexed(targetIndexes, edges, (edge) => edge.target.node).get(node) ?? noEdges;
}

/** The wires out of a node. */
export function edgesFrom(edges: readonly WorkflowEdge[], node: string): readonly WorkflowEdge[] {
  return indexed(sourceIndexes, edges, (edge) => edge.source.node).get(node) ?? noEdges;
}

const idSets = new WeakMap<readonly string[], ReadonlySet<string>>();

/** A list of ids, such as a selection, for many questions. */
export function idSet(ids: readonly string[]): ReadonlySet<string> {
  const known = idSets.get(ids);
  if (known !== undefined) return known;
  const found = new Set(ids);
  idSets.set(ids, found);
  return found;
}

function indexed(
  cache: WeakMap<readonly WorkflowEdge[], Map<string, WorkflowEdge[]>>,
  edges: readonly WorkflowEdge[],
  keyOf: (edge: WorkflowEdge) => string,
): Map<string, WorkflowEdge[]> {
  const known = cache.get(edges);
  if (known !== undefined) return known;
  const index = Map.groupBy(edges, keyOf);
  cache.set(edges, index);
  return index;
}
