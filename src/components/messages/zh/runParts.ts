import type { Area } from "@/components/language/translate";

export const runParts: Area<"runParts"> = {
  runAll: "运行工作流",
  runOnly: (count) => (count === 1 ? "仅运行此节点" : `仅运行这 ${count} 个节点`),
  runTo: "运行到此处",
  runFrom: "从此处运行",
  runFresh: (count) => (count === 1 ? "重新运行此节点" : "重新运行这些节点"),
  runFromFresh: "从此处重新运行",
  runAllFresh: "全部重新运行",
};
