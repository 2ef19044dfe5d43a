import type { WorkflowGraph } from "@/types/workflow";
import { nodeById } from "./graphIndex";

/**
 * A graph that ran, with the data of the open document wherever that says the same: then what changed since can be
 * told by identity. The server writes keys in an order of its own, which is no change.
 */
export function adoptGraph(ran: WorkflowGraph, current: WorkflowGraph): WorkflowGraph {
  const nodes = ran.nodes.map((node) => {
    const now = nodeById(current.nodes, node.id);
    return now !== undefined && isSameJson(now.data, node.data) ? { ...node, data: now.data } : node;
  });
  return { nodes, edges: ran.edges };
}

/** The graph whose results are shown: of the nodes that ran as they ran, of the others as they ran before. */
export function mergeGraphs(
  earlier: WorkflowGraph | null,
  ran: WorkflowGraph,
  selected: readonly string[] | undefined,
): WorkflowGraph {
  if (selected === undefined || earlier === null) return ran;
  const runs = new Set(selected);
  return {
    nodes: [...ran.nodes.filter(({ id }) => runs.has(id)), ...earlier.nodes.filter(({ id }) => !runs.has(id))],
    edges: [
      ...ran.edges.filter(({ target }) => runs.has(target.node)),
      ...earlier.edges.filter(({ target }) => !runs.has(target.node)),
    ],
  };
}

/** Whether two values are the same JSON, whatever the order of their keys. */
export function isSameJson(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const fields = Object.entries(a);
  const others = b as Record<string, unknown>; // an object, by the line above
  return (
    fields.length === Object.keys(b).length &&
    fields.every(([name, value]) => Object.hasOwn(others, name) && isSameJson(value, others[name]))
  );
}
