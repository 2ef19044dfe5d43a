/** What of a workflow is to run. */
export const runParts = {
  runAll: "Run the workflow",
  runOnly: (count: number) => (count === 1 ? "Run this node only" : `Run these ${count} nodes only`),
  runTo: "Run to here",
  runFrom: "Run from here",
  runFresh: (count: number) => (count === 1 ? "Run this node fresh" : "Run these fresh"),
  runFromFresh: "Run from here fresh",
  runAllFresh: "Run all fresh",
} as const;
