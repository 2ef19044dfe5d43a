import { supportsAll } from "@/lib/llm/supportsAll";
import type { Model } from "@/types/providers";
import { verbosities, wireEfforts } from "./constants";

/** As bundled with Codex CLI 0.171. Names, default effort, number of efforts, context window in thousands. */
const planRecords: readonly (readonly [string, string, number, number])[] = [
  ["gpt-6.2-sol", "low", 5, 500],
  ["gpt-6.2-astra", "low", 5, 272],
  ["gpt-6.1-terra", "low", 5, 500],
  ["gpt-6.1-sol", "low", 5, 500],
  ["gpt-6-astra", "low", 5, 272],
  ["gpt-6-sol", "medium", 5, 272],
  ["gpt-6-luna", "medium", 5, 272],
  ["gpt-5.6-sol", "low", 5, 272],
  ["gpt-5.6-terra", "medium", 5, 272],
  ["gpt-5.6-luna", "medium", 5, 272],
  ["gpt-5.5", "medium", 4, 272],
];

export const bundledPlanModels = planRecords.map(
  ([id, defaultReasoningEffort, effortCount, thousands]): Model => ({
    id,
    name: id,
    contextWindow: thousands * 1000,
    input: ["text", "image"],
    reasoningEfforts: wireEfforts.slice(0, effortCount),
    defaultReasoningEffort,
    verbosity: verbosities,
    serviceTiers: [{ id: "priority", name: "Fast" }],
    supports: { ...supportsAll, temperature: false, maxTokens: false },
  }),
);

/** platform.openai.com/docs/models */
export const bundledKeyModels: Model[] = [
  ...["gpt-5.5", "gpt-5", "gpt-5-mini"].map(
    (id): Model => ({
      id,
      name: id,
      input: ["text", "image"],
      reasoningEfforts: ["low", "medium", "high"],
      verbosity: verbosities,
      serviceTiers: [],
      supports: { ...supportsAll, temperature: false },
    }),
  ),
  ...["gpt-4.1", "gpt-4.1-mini"].map(
    (id): Model => ({
      id,
      name: id,
      input: ["text", "image"],
      reasoningEfforts: [],
      verbosity: [],
      serviceTiers: [],
      supports: { ...supportsAll, reasoningSummary: false },
    }),
  ),
];
