import { asArray, asNumber, asObject, asText, type JsonObject } from "@/lib/llm/narrow";
import type { Model } from "@/types/providers";
import { budgetModels, efforts, levelModels } from "./constants";

/** What the list holds beside models that write text. */
const otherPurposes = /embedding|image|tts|audio|live|aqa|robotics|computer-use|veo|imagen|lyria|deep-research/;

/** The models of the list that generate text. */
export function parseGeminiModels(body: unknown): Model[] {
  return asArray(asObject(body).models)
    .map(asObject)
    .filter(
      ({ name, supportedGenerationMethods: methods }) =>
        typeof name === "string" && asArray(methods).includes("generateContent") && !otherPurposes.test(name),
    )
    .map(toModel);
}

function toModel(record: JsonObject): Model {
  const id = (asText(record.name) ?? "").replace(/^models\//, "");
  // Gemma, served by the same API, has neither a JSON mode nor search.
  const isGemini = id.startsWith("gemini-");
  return {
    id,
    name: asText(record.displayName) ?? id,
    description: asText(record.description),
    contextWindow: asNumber(record.inputTokenLimit),
    input: isGemini ? ["text", "image"] : ["text"],
    reasoningEfforts: levelModels.test(id) || budgetModels.test(id) ? efforts : [],
    verbosity: [],
    serviceTiers: [],
    supports: { temperature: true, maxTokens: true, jsonSchema: isGemini, webSearch: isGemini, images: isGemini },
  };
}
