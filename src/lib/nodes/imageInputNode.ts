import { z } from "zod";
import { AppError } from "@/types/errors";
import { imageDataUrlSchema } from "@/types/llm";
import { assetRefSchema } from "@/types/run";
import type { NodeKind } from "./nodeKind";
import { givenTo, isAssetRef } from "./values";

const schema = z.object({
  asset: assetRefSchema.optional(),
  dataUrl: imageDataUrlSchema.optional(),
  /** The file's name, shown under the picture. */
  fileName: z.string().max(255).optional(),
  input: z.string().max(100).optional(),
});

/** A picture, kept as an asset or inside the document. */
export const imageInputNode: NodeKind<typeof schema> = {
  version: 1,
  schema,
  defaults: () => ({}),
  ports: () => ({ inputs: [], outputs: [{ name: "image", type: "image" }] }),
  problem: (data, { runInputs }) => {
    if ((givenTo(data, runInputs) ?? data.asset ?? data.dataUrl) !== undefined) return undefined;
    return { fault: "has no image: choose one", missing: { kind: "image" } };
  },
  takesInput: true,
  execute: async ({ data, runInputs, assets }) => {
    const image = givenTo(data, runInputs) ?? data.asset ?? data.dataUrl;
    if (image !== undefined && isAssetRef(image)) return { output: { image } };
    if (typeof image === "string") return { output: { image: await assets.fromDataUrl(image) } };
    throw new AppError("invalid_request", "The image given with the run is neither an asset nor a data URL.");
  },
};
