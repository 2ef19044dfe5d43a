import { nodeById } from "@/store/graphIndex";
import { workflowStore } from "@/store/useWorkflow";
import type { WorkflowNode } from "@/types/workflow";

/** As `newId` makes them: nobody writes such a word. */
const made = /^[\w-]+_[a-z0-9]{10}$/;

/**
 * A server's sentence as a person reads it: a server knows a node that nobody named by its id only, on the canvas it
 * goes by its kind. Ids that people wrote may be words like any other, so that only those in `listed` are replaced.
 */
export function withTitles(
  message: string,
  titleOf: (node: WorkflowNode) => string,
  listed: readonly string[] = [],
): string {
  const nodes = workflowStore.getState().workflow?.nodes ?? [];
  return message.replace(/[\w-]+/g, (word) => {
    const node = listed.includes(word) || made.test(word) ? nodeById(nodes, word) : undefined;
    return node === undefined ? word : titleOf(node);
  });
}
