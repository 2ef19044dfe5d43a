import { editor as words } from "@/components/messages/editor";
import { textOf } from "@/components/nodes/nodeData";
import { namesIn, ROW_PORT } from "@/lib/nodes/placeholders";
import { nameKey } from "@/lib/nodes/places";
import { edgesInto, nodeById } from "@/store/graphIndex";
import type { WorkflowGraph, WorkflowNode } from "@/types/workflow";
import type { PlaceName } from "./places";

interface Known {
  /** Of the prompt, as it is written. */
  text: string;
  /** Of what arrives at its fields (`useArrivingColumns`). */
  columns: readonly string[] | undefined;
  titleOf: (node: WorkflowNode) => string;
}

/** More are no help. */
const MOST_NAMES = 500;

/**
 * Names that a prompt may want for a place: columns of what arrives at it, names it has already, and those of other
 * prompts; each once.
 */
export function placeNames(
  { nodes, edges }: WorkflowGraph,
  promptId: string,
  { text, columns, titleOf }: Known,
): PlaceName[] {
  const found = new Map<string, PlaceName>();
  const add = (name: string, from: string) => {
    if (name !== "" && !found.has(nameKey(name)) && found.size < MOST_NAMES) found.set(nameKey(name), { name, from });
  };
  const wire = edgesInto(edges, promptId).find(({ target }) => target.port === ROW_PORT);
  const source = wire && nodeById(nodes, wire.source.node);
  if (source !== undefined) for (const name of columns ?? []) add(name, words.placeFrom.field(titleOf(source)));
  for (const name of namesIn(text)) add(name, words.placeFrom.here);
  for (const node of nodes) {
    if (node.type !== "prompt" || node.id === promptId) continue;
    for (const name of namesIn(textOf(node, "text"))) add(name, words.placeFrom.prompt(titleOf(node)));
  }
  return [...found.values()];
}
