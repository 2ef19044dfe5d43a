import { namesIn } from "@/lib/nodes/placeholders";
import type { WorkflowNode } from "@/types/workflow";

/** A text field of a node's data; empty when it is missing or something else, which files from elsewhere may hold. */
export function textOf(node: WorkflowNode, field: string): string {
  const value = node.data[field];
  return typeof value === "string" ? value : "";
}

const places = new WeakMap<WorkflowNode, readonly string[]>();

/** Names of the places in the text of a prompt, in their order, worked out once per state of the node. */
export function placesOf(node: WorkflowNode): readonly string[] {
  const known = places.get(node);
  if (known !== undefined) return known;
  const names = namesIn(textOf(node, "text"));
  places.set(node, names);
  return names;
}
