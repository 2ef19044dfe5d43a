import type { RunState } from "@/store/runReducer";
import type { RunError } from "@/types/run";

/** The same failure wherever it happened. */
export interface Problem {
  error: RunError;
  /** The nodes it happened in, and in how many of their items; 0 where the node itself failed. */
  nodes: Map<string, number>;
}

/** What went wrong in a run, most frequent first. An item's failure counts to its node. */
export function groupProblems({ nodes }: Pick<RunState, "nodes">): Problem[] {
  const groups = new Map<string, Problem>();
  const add = (node: string, error: RunError, items: number) => {
    const key = `${error.code}\n${error.message}`;
    const group = groups.get(key) ?? { error, nodes: new Map<string, number>() };
    group.nodes.set(node, (group.nodes.get(node) ?? 0) + items);
    groups.set(key, group);
  };
  for (const [id, node] of Object.entries(nodes)) {
    if (node.isEarlier) continue;
    const failed = node.items?.filter((item) => item?.status === "failed") ?? [];
    for (const item of failed) if (item?.error !== undefined) add(id, item.error, 1);
    if (node.error !== undefined && node.status === "failed" && failed.length === 0) add(id, node.error, 0);
  }
  const size = (problem: Problem) => [...problem.nodes.values()].reduce((sum, items) => sum + Math.max(1, items), 0);
  return [...groups.values()].sort((a, b) => size(b) - size(a));
}
