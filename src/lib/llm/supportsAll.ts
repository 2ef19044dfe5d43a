import type { Model } from "@/types/providers";

/** What a model that takes everything can do; also of one of which nobody tells what it lacks. */
export const supportsAll: Model["supports"] = {
  temperature: true,
  maxTokens: true,
  jsonSchema: true,
  webSearch: true,
  images: true,
  tools: true,
  files: true,
  reasoningSummary: true,
};
