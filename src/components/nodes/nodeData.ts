import type { WorkflowNode } from "@/types/workflow";

/** A text field of a node's data; empty when it is missing or something else, which files from elsewhere may hold. */
export function textOf(node: WorkflowNode, field: string): string {
  const value = node.data[field];
  return typeof value === "string" ? value : "";
}
