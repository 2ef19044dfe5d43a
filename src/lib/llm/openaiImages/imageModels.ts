import type { ImageModel } from "@/types/providers";

/** Recorded: the model of the Codex client; also the newest that the platform's own pages show first. */
const standardModel = "gpt-image-2";

/** Of the platform's list, what its images endpoints take. */
const imageIds = /^(gpt-image-|chatgpt-image-|dall-e-)/;

const qualities = ["auto", "low", "medium", "high"];
const wideSizes = ["auto", "1024x1024", "1536x1024", "1024x1536"];

/**
 * On a plan (recorded and reported): the client names a background of two, and the backend takes sizes between those
 * below as well. No list of the backend names a picture model.
 */
export const planImageModel: ImageModel = {
  id: standardModel,
  name: "GPT Image 2",
  sizes: [...wideSizes, "2048x2048", "2048x1152", "1152x2048"],
  qualities,
  backgrounds: ["opaque", "transparent"],
  maxImages: 10,
  maxInputs: 16,
  mask: false,
};

/** What the images endpoints of the platform take, by family (the reference of `images.generate` and `images.edit`). */
export function toKeyImageModel(id: string): ImageModel {
  const common = { id, name: id, maxImages: 10, mask: true };
  if (id.startsWith("dall-e-3")) {
    const sizes = ["1024x1024", "1792x1024", "1024x1792"];
    return {
      ...common,
      sizes,
      qualities: ["standard", "hd"],
      backgrounds: [],
      maxImages: 1,
      maxInputs: 0,
      mask: false,
    };
  }
  if (id.startsWith("dall-e-2")) {
    return { ...common, sizes: ["256x256", "512x512", "1024x1024"], qualities: [], backgrounds: [], maxInputs: 1 };
  }
  const sizes = id.startsWith(standardModel) ? planImageModel.sizes : wideSizes;
  return { ...common, sizes, qualities, backgrounds: ["auto", "opaque", "transparent"], maxInputs: 16 };
}

/** The picture models of a list, the standard one first, whether the list has it or not. */
export function toKeyImageModels(ids: readonly string[]): ImageModel[] {
  const listed = ids.filter((id) => imageIds.test(id) && id !== standardModel);
  return [standardModel, ...listed].map(toKeyImageModel);
}
