import { supportsAll } from "@/lib/llm/supportsAll";
import type { Model } from "@/types/providers";

/** ai.google.dev/gemini-api/docs/models */
export const bundledGeminiModels = ["gemini-3.8-flash", "gemini-2.5-pro", "gemini-2.5-flash"].map(
  (id): Model => ({
    id,
    name: id,
    contextWindow: 1_048_576,
    input: ["text", "image"],
    reasoningEfforts: ["low", "medium", "high"],
    verbosity: [],
    serviceTiers: [],
    supports: supportsAll,
  }),
);
