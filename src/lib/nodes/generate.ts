import { z } from "zod";
import type { Port } from "@/lib/graph/ports";
import { fallbacksSchema, llmSettingsSchema } from "@/types/llm";
import { providerIdSchema } from "@/types/providers";
import { idSchema } from "@/types/workflow";

/** Which model answers, and how: the data of `llmGenerate`, and of one variant of `compare`. */
export const generateSchema = llmSettingsSchema.extend({
  provider: providerIdSchema,
  /** Empty until one is chosen. */
  model: z.string().max(200),
  account: idSchema.optional(),
  fallback: fallbacksSchema.optional(),
});
export type GenerateData = z.infer<typeof generateSchema>;

/**
 * The settings that shape an answer: not who pays. Of those who answer in need, only another model counts.
 */
export function answerSettings({ account: _, fallback = [], ...settings }: GenerateData) {
  const { provider, model } = settings;
  const others = fallback
    .map(({ account: __, ...other }) => ({ model, ...other }))
    .filter((other) => other.provider !== provider || other.model !== model);
  return others.length === 0 ? settings : { ...settings, fallback: others };
}

export const generateInputs: Port[] = [
  { name: "prompt", type: "text", required: true },
  { name: "system", type: "text" },
  { name: "images", type: "image", many: true },
  { name: "files", type: "file", many: true },
];

/** What an answer has beside its text, where the settings ask for it; then always, so that what hangs on it runs. */
export function generateOutputs(data: GenerateData): Port[] {
  return [
    { name: "text", type: "text" },
    ...(data.jsonSchema === undefined ? [] : [{ name: "json", type: "json" as const }]),
    ...(asksForSources(data) ? [{ name: "sources", type: "json" as const }] : []),
    ...(data.reasoningSummary === true ? [{ name: "reasoning", type: "text" as const }] : []),
  ];
}

export function asksForSources({ webSearch = false }: GenerateData): boolean {
  return webSearch !== false;
}
