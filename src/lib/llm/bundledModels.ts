import type { Model, ProviderId } from "@/types/providers";
import { bundledKeyModels, bundledPlanModels } from "./openaiResponses/bundledModels";

/**
 * Lists that ship with Patchbay, shown (and marked) only while the upstream's own cannot be had. They age: a model
 * that is not here is still let through, with a notice.
 */

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
  "openai-auth": bundledPlanModels,
  openai: bundledKeyModels,
  google: geminiModels,
};
