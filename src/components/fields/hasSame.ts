import type { WorkflowNode } from "@/types/workflow";

/**
 * For `memo`: whether a node is still the same one with the same data in these fields. With every key in a text its
 * node is a new one, and what shows other fields of it need not render again.
 */
export function hasSame(...names: string[]) {
  return (before: { node: WorkflowNode }, after: { node: WorkflowNode }) =>
    before.node.id === after.node.id && names.every((name) => Object.is(before.node.data[name], after.node.data[name]));
}
