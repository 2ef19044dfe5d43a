import { countItems } from "@/store/runItems";
import type { RunState } from "@/store/runReducer";
import { isActive } from "@/store/runStatus";

/** What failed in a run that is over. */
export interface Failures {
  /** The nodes that failed, or some of their items, in the order of the document. */
  nodes: string[];
  /** Where only one node has failures, and only some of its items: how many of how many. */
  items?: { failed: number; total: number };
}

export function failuresOf(run: RunState, order: readonly string[]): Failures | undefined {
  if (isActive(run.status) || run.status === "idle") return undefined;
  const failedItems = (id: string) => {
    const node = run.nodes[id];
    return node?.items === undefined || node.isEarlier ? 0 : countItems(node.items).failed;
  };
  const hasFailed = (id: string) => run.nodes[id]?.status === "failed" && run.nodes[id]?.isEarlier !== true;
  const nodes = order.filter((id) => hasFailed(id) || failedItems(id) > 0);
  const [only, ...others] = nodes;
  if (only === undefined) return undefined;
  const { items = [], itemCount = items.length } = run.nodes[only] ?? {};
  const failed = failedItems(only);
  return others.length > 0 || failed === 0 ? { nodes } : { nodes, items: { failed, total: itemCount } };
}
