import { llm, node } from "@/lib/engine/testRun";
import { workflowOf } from "@/lib/runs/testRunService";
import type { RunEvent } from "@/types/run";

const ITEMS = 20;
export const CALLS = 2 * ITEMS + 1;
/** Of one node; the second starts when the first has ended. */
export const IN_FLIGHT = 4;

/**
 * Two models over a list, one after the other, and a third for what is made of all. A model answers with its prompt
 * in brackets, so that every call has a prompt of its own.
 */
export const killedWorkflow = workflowOf(
  [
    node("l", "list", { text: Array.from({ length: ITEMS }, (_, n) => `item ${n}`).join("\n"), split: "lines" }),
    llm("first", { maxParallel: IN_FLIGHT }),
    llm("second", { maxParallel: IN_FLIGHT - 1 }),
    node("j", "join", { separator: "+" }),
    llm("sum"),
    node("o", "output", { format: "auto" }),
  ],
  ["l.items>first.prompt", "first.text>second.prompt", "second.text>j.items", "j.text>sum.prompt", "sum.text>o.value"],
);

export const answerTo = (prompt: string): string => `<${prompt}>`;

/** Answers that the journal has: nobody may ask for one of them again. */
export function finishedAnswers(events: readonly RunEvent[]): Set<string> {
  const finished = new Set<string>();
  for (const event of events) {
    if (event.type !== "node-item" && !(event.type === "node-end" && event.node === "sum")) continue;
    if (typeof event.output?.text === "string") finished.add(event.output.text);
  }
  return finished;
}
