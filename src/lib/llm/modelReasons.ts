import type { LlmSettings } from "@/types/llm";
import { own } from "@/types/own";
import type { Model } from "@/types/providers";

export type Setting = keyof NonNullable<Model["reasons"]>;

/** As a sentence about them begins. */
export const settingNames: Record<Setting, string> = {
  temperature: "Temperature",
  maxTokens: "Max tokens",
  reasoningEffort: "Reasoning effort",
  verbosity: "Verbosity",
  serviceTier: "Service tier",
  webSearch: "Web search",
  images: "Image input",
  tools: "Tool use",
  files: "PDF input",
  reasoningSummary: "A summary of the reasoning",
  jsonSchema: "A JSON schema",
};

/** Whether the model takes the setting with some value at all. A list that is not given says nothing. */
const isOffered: Record<Setting, (model: Model) => boolean> = {
  temperature: ({ supports }) => supports.temperature,
  maxTokens: ({ supports }) => supports.maxTokens,
  webSearch: ({ supports }) => supports.webSearch,
  images: ({ supports }) => supports.images,
  tools: ({ supports }) => supports.tools,
  files: ({ supports }) => supports.files,
  reasoningSummary: ({ supports }) => supports.reasoningSummary,
  jsonSchema: ({ supports }) => supports.jsonSchema,
  reasoningEffort: ({ reasoningEfforts }) => reasoningEfforts?.length !== 0,
  verbosity: ({ verbosity }) => verbosity?.length !== 0,
  serviceTier: ({ serviceTiers }) => serviceTiers?.length !== 0,
};

/** The model, with a reason for every setting that cannot be used with it; reasons it brings count more. */
export function withReasons(model: Model, refusedSettings: Partial<Record<keyof LlmSettings, string>>): Model {
  const reasons: Model["reasons"] = {};
  for (const setting of Object.keys(settingNames) as Setting[]) {
    if (isOffered[setting](model)) continue;
    const where = own(refusedSettings, setting) ?? `by ${model.name}`;
    reasons[setting] = model.reasons?.[setting] ?? `${settingNames[setting]} is not supported ${where}.`;
  }
  return Object.keys(reasons).length === 0 ? model : { ...model, reasons };
}
