import { plural } from "@/components/language/locale";

/** Words about what stands in the way of a run, and what went wrong in one. */
export const outcome = {
  /** Beside the message of a refusal, which leads from node to node. */
  show: "Show me",
  next: "Show the next one",
  dismiss: "Dismiss",
  failures: "What failed",
  /** `count` is the total as a number. */
  failedNodes: (failed: string, total: string, count: number) =>
    plural(count, { one: `${failed} of ${total} node failed`, other: `${failed} of ${total} nodes failed` }),
  failedItems: (node: string, failed: string, total: string, count: number) =>
    plural(count, {
      one: `${node}: ${failed} of ${total} item failed`,
      other: `${node}: ${failed} of ${total} items failed`,
    }),
  showFailed: "Show",
  position: (number: string, total: string) => `${number} of ${total}`,
  previousFailed: "Show the failure before",
  nextFailed: "Show the next failure",
  /** In the place of a node that was deleted since. */
  goneNode: "a node that is gone",
  looseOutput: "Nothing is wired to this. Runs go on without it.",
  resize: "Drag to resize; double click for the natural size",
  toPrompt: "Change the prompt",
} as const;
