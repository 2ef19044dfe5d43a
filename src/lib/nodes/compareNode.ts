import { z } from "zod";
import { AppError } from "@/types/errors";
import { answerSettings, generateInputs, generateSchema } from "./generate";
import { mapSettingsSchema } from "./mapSettings";
import type { NodeKind } from "./nodeKind";

const schema = z.object({
  variants: z.array(generateSchema).max(100),
  ...mapSettingsSchema.pick({ maxParallel: true }).shape,
});

/** The same input to several models or settings, side by side: a list of `{ provider, model, text, json?, sources?, reasoning? }`. */
export const compareNode: NodeKind<typeof schema> = {
  version: 1,
  schema,
  defaults: () => ({ variants: [] }),
  ports: () => ({ inputs: generateInputs, outputs: [{ name: "results", type: "json", list: true }] }),
  callsModels: true,
  modelList: "variants",
  variants: (data) => data.variants.map((variant) => ({ ...data, variants: [variant] })),
  resultSettings: ({ variants }) => variants.map(answerSettings),
  problem: async ({ variants }) => {
    if (variants.length === 0) return "has nothing to compare: add a variant";
    const missing = variants.findIndex(({ model }) => model === "");
    if (missing !== -1) return `has no model in variant ${missing + 1}: choose one`;
    const { schemaFaultOf } = await import("./generateAnswer");
    return variants.map(schemaFaultOf).find((fault) => fault !== undefined);
  },
  execute: async (context) => {
    const [variant] = context.data.variants;
    if (variant === undefined) throw new AppError("invalid_workflow", "There is nothing to compare.");
    const { generate } = await import("./generateAnswer");
    const { answer, ...spent } = await generate(context, variant);
    const { provider, model } = variant;
    return { output: { results: { provider, model, ...answer } }, ...spent };
  },
};
