import { edgesInto, nodeById } from "@/store/graphIndex";
import type { WorkflowGraph } from "@/types/workflow";

/** What a provider may find fault with is what was sent, not what it was sent to. */
const aboutThePrompt: ReadonlySet<string> = new Set(["content_rejected", "context_too_long"]);

/**
 * The node to change after a failure of `id`: the text that was sent, if it was the text, which is the nearest node
 * before it that a person writes in; else `id` itself.
 */
export function nodeToChange({ nodes, edges }: WorkflowGraph, id: string, code: string): string {
  if (!aboutThePrompt.has(code)) return id;
  const seen = new Set<string>();
  const ahead = [id];
  for (let here = ahead.pop(); here !== undefined; here = ahead.pop()) {
    if (here !== id && typeof nodeById(nodes, here)?.data.text === "string") return here;
    if (seen.has(here)) continue;
    seen.add(here);
    // The last is looked at first: what comes into the prompt, all the way back.
    const wires = edgesInto(edges, here).toSorted((a, b) => rank(b.target.port) - rank(a.target.port));
    ahead.push(...wires.map(({ source }) => source.node));
  }
  return id;
}

function rank(port: string): number {
  return port === "prompt" ? 0 : 1;
}
