import type { Model, ProviderId } from "@/types/providers";

/**
 * Lists that ship with Patchbay, shown (and marked) only while the upstream's own cannot be had. They age: a model
 * that is not here is still let through, with a notice.
 */

const planEfforts = ["low", "medium", "high", "xhigh", "max", "ultra"];

/** Names, default effort, number of efforts, context window in thousands (as bundled with Codex CLI 0.169). */
const planRecords: readonly (readonly [string, string, number, number])[] = [
  ["gpt-6.1-sol", "low", 6, 272],
  ["gpt-6-astra", "low", 6, 272],
  ["gpt-6-sol", "medium", 6, 272],
  ["gpt-6-luna", "medium", 5, 272],
  ["gpt-5.6-sol", "low", 6, 272],
  ["gpt-6.1-terra", "low", 6, 500],
  ["gpt-5.6-terra", "medium", 6, 272],
  ["gpt-5.6-luna", "medium", 5, 272],
  ["gpt-5.5", "medium", 4, 272],
];

const planModels = planRecords.map(
  ([id, defaultReasoningEffort, effortCount, thousands]): Model => ({
    id,
    name: id,
    contextWindow: thousands * 1000,
    input: ["text", "image"],
    reasoningEfforts: planEfforts.slice(0, effortCount),
    defaultReasoningEffort,
    verbosity: ["low", "medium", "high"],
    serviceTiers: [{ id: "priority", name: "Fast" }],
    supports: {
      temperature: false,
      maxTokens: false,
      jsonSchema: true,
      // The only bundled model that takes tools the documented way.
      webSearch: id === "gpt-5.5",
      images: true,
      tools: true,
      files: true,
      reasoningSummary: true,
    },
  }),
);

/** platform.openai.com/docs/models */
const keyModels: Model[] = [
  ...["gpt-5.5", "gpt-5", "gpt-5-mini"].map(
    (id): Model => ({
      id,
      name: id,
      input: ["text", "image"],
      reasoningEfforts: ["low", "medium", "high"],
      verbosity: ["low", "medium", "high"],
      serviceTiers: [],
      supports: {
        temperature: false,
        maxTokens: true,
        jsonSchema: true,
        webSearch: true,
        images: true,
        tools: true,
        files: true,
        reasoningSummary: true,
      },
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
      supports: {
        temperature: true,
        maxTokens: true,
        jsonSchema: true,
        webSearch: true,
        images: true,
        tools: true,
        files: true,
        reasoningSummary: true,
      },
    }),
  ),
];

/** ai.google.dev/gemini-api/docs/models */
const geminiModels = ["gemini-3.8-flash", "gemini-2.5-pro", "gemini-2.5-flash"].map(
  (id): Model => ({
    id,
    name: id,
    contextWindow: 1_048_576,
    input: ["text", "image"],
    reasoningEfforts: ["low", "medium", "high"],
    verbosity: [],
    serviceTiers: [],
    supports: {
      temperature: true,
      maxTokens: true,
      jsonSchema: true,
      webSearch: true,
      images: true,
      tools: true,
      files: true,
      reasoningSummary: true,
    },
  }),
);

export const bundledModels: Record<ProviderId, Model[]> = {
  "openai-auth": planModels,
  openai: keyModels,
  google: geminiModels,
};
