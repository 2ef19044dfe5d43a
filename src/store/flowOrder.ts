import type { WorkflowEdge, WorkflowGraph, WorkflowNode } from "@/types/workflow";
import { edgesFrom, edgesInto, hasSameIds, nodeById } from "./graphIndex";

interface Answer {
  nodes: readonly WorkflowNode[];
  edges: readonly WorkflowEdge[];
  order: readonly string[];
}

/** Asked for by views that put the nodes in orders of their own. */
const MOST_KEPT = 2;
let kept: readonly Answer[] = [];

/**
 * Ids of nodes as a person follows the flow: each after all that feed it, one branch to its end before the next, and
 * what feeds a node from aside right before it. Where the flow leaves it open, in the order of `nodes`. Linear in
 * nodes and wires; the last answers are kept while neither ids nor wires change.
 */
export function flowOrder({ nodes, edges }: Pick<WorkflowGraph, "nodes" | "edges">): readonly string[] {
  const known = kept.find((answer) => answer.edges === edges && hasSameIds(answer.nodes, nodes));
  if (known !== undefined) return known.order;
  const order = orderOf({ nodes, edges });
  kept = [{ nodes, edges, order }, ...kept].slice(0, MOST_KEPT);
  return order;
}

function orderOf({ nodes, edges }: Pick<WorkflowGraph, "nodes" | "edges">): string[] {
  const order = new Set<string>();
  const isStart = (id: string) => edgesInto(edges, id).length === 0;
  const ids = nodes.map(({ id }) => id);
  // Nodes of a circle have no start: they come last, each on its own account.
  const pending = [...ids.filter(isStart), ...ids].reverse();
  while (pending.length > 0) {
    const next = pending.pop();
    if (next === undefined || order.has(next) || nodeById(nodes, next) === undefined) continue;
    for (const id of addWithSources(next, edges, order)) {
      pending.push(
        ...edgesFrom(edges, id)
          .map(({ target }) => target.node)
          .reverse(),
      );
    }
  }
  return [...order].filter((id) => nodeById(nodes, id) !== undefined);
}

/** Adds what feeds a node, then the node itself. Without recursion: a chain may have thousands of nodes. */
function addWithSources(node: string, edges: readonly WorkflowEdge[], order: Set<string>): string[] {
  const added: string[] = [];
  const entered = new Set<string>();
  const stack = [{ id: node, isReady: false }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const { id, isReady } = top;
    if (order.has(id)) continue;
    if (isReady) {
      order.add(id);
      added.push(id);
    } else if (!entered.has(id)) {
      entered.add(id);
      const sources = edgesInto(edges, id).map(({ source }) => ({ id: source.node, isReady: false }));
      stack.push({ id, isReady: true }, ...sources.reverse());
    }
  }
  return added;
}
