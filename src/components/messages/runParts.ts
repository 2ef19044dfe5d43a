import { plural } from "@/components/language/locale";

/** What of a workflow is to run. */
export const runParts = {
  runAll: "Run the workflow",
  runOnly: (count: number) => plural(count, { one: "Run this node only", other: `Run these ${count} nodes only` }),
  runTo: "Run to here",
  runFrom: "Run from here",
  runFresh: (count: number) => plural(count, { one: "Run this node fresh", other: "Run these fresh" }),
  runFromFresh: "Run from here fresh",
  runAllFresh: "Run all fresh",
} as const;
