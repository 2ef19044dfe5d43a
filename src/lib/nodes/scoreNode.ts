import { answerSettings } from "./generate";
import type { NodeKind } from "./nodeKind";
import { type ScoreData, scoreSchema, standardScale } from "./scores/scoreSettings";

/** How good a value is, from 0 to 1, whether it passes, and why: by a plain method, or by models that judge. */
export const scoreNode: NodeKind<typeof scoreSchema> = {
  version: 1,
  schema: scoreSchema,
  defaults: () => ({ method: "equals", ignoreSpace: true }),
  ports: ({ method }) => ({
    inputs: [
      { name: "value", type: "any", required: true },
      { name: "reference", type: "any" },
      { name: "context", type: "any" },
    ],
    outputs: [
      { name: "score", type: "json" },
      { name: "pass", type: "json" },
      { name: "reason", type: "text" },
      ...(method === "judge" ? [{ name: "judges", type: "json" as const }] : []),
    ],
  }),
  callsModels: ({ method }) => method === "judge",
  modelList: "judges",
  resultSettings: judgeSettings,
  problem: async (data, surroundings) => (await import("./scores/scoreProblem")).scoreProblem(data, surroundings),
  execute: async (context) => (await import("./scores/score")).score(context),
};

/** Only what a model says is kept: settings of other methods do not ask it again. */
function judgeSettings({ method, rubric, scale = standardScale, judges = [], expected }: ScoreData) {
  return { method, rubric, scale, expected, judges: judges.map(answerSettings) };
}
