import type { Progress } from "@/gateway/mcp/tool";
import type { RunEvent } from "@/types/run";
import { isOwn } from "@/types/runPlace";
import type { Workflow } from "@/types/workflow";

/** What one node has done of its work at most before it has ended. */
const NEARLY = 0.9;
/** Pieces of an answer, or items of a list, after which a node counts as half done: how many come nobody knows. */
const HALF_AFTER = 20;

/**
 * Tells a run in words, with a number that only grows: the nodes that are done, and a part of each that is at work.
 * Undefined where an event changes nothing.
 */
export function createRunProgress({ nodes }: Pick<Workflow, "nodes">): (event: RunEvent) => Progress | undefined {
  const titles = new Map(nodes.map(({ id, title }) => [id, title ?? id]));
  const pieces = new Map<string, number>();
  const settled = new Set<string>();
  let total: number | undefined;
  let highest = 0;

  const told = (node: string, words: string): Progress => {
    let open = 0;
    for (const [id, count] of pieces) if (!settled.has(id)) open += (NEARLY * (1 + count)) / (1 + HALF_AFTER + count);
    // A node that is tried again begins anew; what was told stays.
    highest = Math.max(highest + 1e-6, settled.size + open);
    const count = total === undefined ? "" : ` (${settled.size} of ${total} nodes done)`;
    return { progress: highest, total, message: `${titles.get(node) ?? node}: ${words}${count}` };
  };
  const work = (node: string, words: string): Progress => {
    pieces.set(node, (pieces.get(node) ?? -1) + 1);
    return told(node, words);
  };
  const settle = (node: string, words: string): Progress => {
    pieces.delete(node);
    settled.add(node);
    return told(node, words);
  };

  return (event) => {
    if (event.type === "node-wait") return told(event.path?.[0]?.node ?? event.node, "waiting for a person");
    if (!isOwn(event)) return undefined;
    switch (event.type) {
      case "run-start":
        total = event.total;
        return undefined;
      case "node-queue":
        return work(event.node, "waiting for its turn");
      case "node-start":
        settled.delete(event.node);
        return work(event.node, event.attempt > 1 ? "trying again" : "at work");
      case "node-reasoning":
        return work(event.node, "thinking");
      case "node-delta":
        return work(event.node, event.item === undefined ? "writing" : `writing item ${event.item + 1}`);
      case "node-item":
        return work(event.node, `item ${event.item + 1} ${event.status === "failed" ? "failed" : "done"}`);
      case "node-end":
        return settle(event.node, event.cached ? "done, from the cache" : "done");
      case "node-error":
        return settle(event.node, `failed: ${event.error.message}`);
      case "node-skip":
        return settle(event.node, "skipped");
      case "node-park":
        return told(event.node, "parked");
      default:
        return undefined;
    }
  };
}
