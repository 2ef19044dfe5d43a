import { z } from "zod";
import { AppError } from "@/types/errors";
import { type ImageResult, imageCallSchema, imageProviderIds, imageSettingsSchema } from "@/types/images";
import { type ProviderId, providerNames } from "@/types/providerTable";
import type { Value } from "@/types/run";
import { idSchema } from "@/types/workflow";
import { toImageDataUrl } from "./imageValues";
import { mapSettingsSchema } from "./mapSettings";
import type { NodeContext, NodeKind } from "./nodeKind";
import { toList, toText } from "./values";

const schema = imageCallSchema
  .pick({ provider: true })
  .extend({
    /** The provider's standard one if absent or empty. */
    model: z.string().max(200).optional(),
    account: idSchema.optional(),
  })
  .extend(imageSettingsSchema.shape)
  .extend(mapSettingsSchema.shape);

/**
 * Pictures by a model: made anew, or of those that are wired in. Each carries what was asked for and what came. With
 * `n` over 1 a call gives a list; over a list of prompts these become one list.
 */
export const imageGenerateNode: NodeKind<typeof schema> = {
  version: 1,
  schema,
  defaults: () => ({ provider: "openai-auth" }),
  ports: ({ n = 1 }) => ({
    inputs: [
      { name: "prompt", type: "text", required: true },
      { name: "images", type: "image", many: true },
    ],
    outputs: [{ name: "image", type: "image", ...(n > 1 ? { list: true, spread: true } : {}) }],
  }),
  callsModels: true,
  resultSettings: ({ provider, model, size, quality, background, n = 1 }) => ({
    ...{ provider, model: model || undefined, size, quality, background, n },
  }),
  problem: ({ provider }) => (imageProviderIds.includes(provider) ? undefined : `has ${unable(provider)}`),
  execute: async (context) => {
    const { n = 1, model, cross: _, maxParallel: __, ...settings } = context.data;
    const call = { ...settings, ...(n > 1 ? { n } : {}), ...(model ? { model } : {}) };
    const result = await context.makeImages({ ...call, ...(await inputsOf(context)) }, context.signal, context.onQueue);
    for (const { code, message } of result.notices) context.onNotice({ code, message });
    const pictures = toPictures(result);
    const [first] = pictures;
    if (first === undefined) throw new AppError("upstream_interrupted", "No picture came back. Run the node again.");
    const { usage, payer } = result;
    return { output: { image: n > 1 ? pictures : first }, usage, payer, ...(usage === undefined ? { calls: 1 } : {}) };
  },
};

function unable(provider: ProviderId): string {
  const names = imageProviderIds.map((id) => providerNames[id]).join(", ");
  return `${providerNames[provider]}, which makes no pictures: choose one of ${names}`;
}

async function inputsOf({ inputs, assets }: NodeContext<unknown>) {
  const prompt = toText(inputs.prompt ?? "");
  if (prompt.trim() === "") throw new AppError("invalid_request", "The prompt of the picture is empty.");
  const images = await Promise.all(toList(inputs.images).map((image) => toImageDataUrl(image, assets.toDataUrl)));
  return images.length === 0 ? { prompt } : { prompt, images };
}

/** What a wire carries of a picture: the asset, its size in pixels, and `asked` and `got` to be shown beside it. */
function toPictures({ images, asked, got }: ImageResult): Value[] {
  return images.map((image) => ({ ...image, asked: withoutAbsent(asked), got: withoutAbsent(got) }));
}

function withoutAbsent(fields: Record<string, string | number | undefined>): Value {
  const told: { [name: string]: Value } = {};
  for (const [name, value] of Object.entries(fields)) if (value !== undefined) told[name] = value;
  return told;
}
