import { asArray, asObject, asText, type JsonObject } from "@/lib/llm/narrow";
import type { ImageModel } from "@/types/providers";

const ratios = ["1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9"];
/** Models that give pictures in their answers. Imagen, in the same list, speaks another protocol. */
const imageIds = /image(?!n)/;
/** From Gemini 3 on the longer side can be chosen. */
const sizedModels = /^gemini-([3-9]|\d{2})/;

/** The models of the list that make pictures, in its order. */
export function parseGeminiImageModels(body: unknown): ImageModel[] {
  const { models, data } = asObject(body);
  return [...asArray(models), ...asArray(data)]
    .map(asObject)
    .filter(({ name, id, supportedGenerationMethods: methods }) => {
      const answers = methods === undefined || asArray(methods).includes("generateContent");
      return answers && imageIds.test(asText(name) ?? asText(id) ?? "");
    })
    .map(toGeminiImageModel);
}

/** What docs "Image generation" says of these models; the list itself says nothing of it. */
function toGeminiImageModel(record: JsonObject): ImageModel {
  const id = (asText(record.name) ?? asText(record.id) ?? "").replace(/^models\//, "");
  return {
    id,
    name: asText(record.displayName) ?? id,
    sizes: ["auto", ...ratios],
    qualities: sizedModels.test(id) ? ["1K", "2K", "4K"] : [],
    backgrounds: [],
    maxImages: 4,
    maxInputs: 14,
    mask: false,
  };
}

/** While the list cannot be had; it ages. */
export const bundledImageModels = [{ name: "gemini-3.1-flash-image" }].map(toGeminiImageModel);
