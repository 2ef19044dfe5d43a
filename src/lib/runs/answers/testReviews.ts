import { llm, node } from "@/lib/engine/testRun";
import { workflowOf } from "@/lib/runs/testRunService";

export const REVIEWED = ["owl", "fox", "hen", "cat", "dog"];

/** For tests: a list through a model, past a person, and through a model again. */
export const reviewWorkflow = workflowOf(
  [
    node("l", "list", { text: REVIEWED.join("\n"), split: "lines" }),
    llm("first", { maxParallel: 2 }),
    node("r", "review", { question: "Good?", mode: "edit" }),
    llm("second", { maxParallel: 2, system: "again" }),
    node("o", "output", { name: "o", format: "auto" }),
  ],
  ["l.items>first.prompt", "first.text>r.value", "r.approved>second.prompt", "second.text>o.value"],
);
