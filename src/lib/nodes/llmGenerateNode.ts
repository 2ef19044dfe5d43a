import { z } from "zod";
import { AppError } from "@/types/errors";
import { fallbacksSchema, type LlmCall, type LlmResult, llmSettingsSchema } from "@/types/llm";
import { providerIdSchema } from "@/types/providers";
import type { PortValues, Value } from "@/types/run";
import { idSchema } from "@/types/workflow";
import type { NodeAssets, NodeContext, NodeKind, NodeResult } from "./nodeKind";
import { isAssetRef, toList, toText } from "./values";

const schema = llmSettingsSchema.extend({
  provider: providerIdSchema,
  /** Empty until one is chosen. */
  model: z.string().max(200),
  account: idSchema.optional(),
  fallback: fallbacksSchema.optional(),
});
type LlmGenerateData = z.infer<typeof schema>;

/** One model call: prompt, system and images in, the answer out, streamed on the way. */
export const llmGenerateNode: NodeKind<typeof schema> = {
  version: 1,
  schema,
  defaults: () => ({ provider: "openai-auth", model: "" }),
  ports: ({ jsonSchema }) => ({
    inputs: [
      { name: "prompt", type: "text", required: true },
      { name: "system", type: "text" },
      { name: "images", type: "image", many: true },
    ],
    outputs: [
      { name: "text", type: "text" },
      ...(jsonSchema === undefined ? [] : [{ name: "json", type: "json" as const }]),
    ],
  }),
  problem: ({ model }) => (model === "" ? "has no model: choose one" : undefined),
  execute: async (context) => {
    const call = await toLlmCall(context);
    for await (const event of context.callLlm(call, context.signal)) {
      if (event.type === "queued") context.onQueue("joined");
      else if (event.type === "start") context.onQueue("left");
      else if (event.type === "text-delta") context.onText(event.text);
      else if (event.type === "notice") context.onNotice({ code: event.code, message: event.message });
      else if (event.type === "end") {
        if (event.result.finishReason === "length") context.onNotice(cutShort);
        return toNodeResult(event.result);
      }
    }
    throw new AppError("upstream_interrupted", "The answer ended before it was complete. Run the node again.");
  },
};

const cutShort = {
  code: "cut_short",
  message: "The answer stopped at its length limit and may be incomplete. Raise the limit, or ask for less.",
};

async function toLlmCall({ data, inputs, assets }: NodeContext<LlmGenerateData>): Promise<LlmCall> {
  const system = inputs.system === undefined ? data.system : toText(inputs.system);
  const images = await Promise.all(toList(inputs.images).map((image) => toImageDataUrl(image, assets.toDataUrl)));
  return {
    ...data,
    system: system === "" ? undefined : system,
    messages: [{ role: "user", content: toText(inputs.prompt ?? "") }],
    images: images.length === 0 ? undefined : images,
  };
}

function toImageDataUrl(image: Value, read: NodeAssets["toDataUrl"]): Promise<string> {
  if (isAssetRef(image)) return read(image);
  if (typeof image === "string") return Promise.resolve(image);
  throw new AppError("invalid_request", "The wire into images carries something that is not an image.");
}

function toNodeResult({ text, json, usage, payer }: LlmResult): NodeResult {
  const output: PortValues = { text };
  if (json !== undefined) output.json = json as Value; // parsed from JSON text
  return { output, usage, payer };
}
