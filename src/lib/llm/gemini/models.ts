import { asArray, asNumber, asObject, asText, type JsonObject } from "@/lib/llm/narrow";
import type { Model } from "@/types/providers";
import { budgetModels, efforts, levelModels } from "./constants";

/** What the list holds beside models that write text. */
const otherPurposes = /embedding|image|tts|audio|live|aqa|robotics|computer-use|veo|imagen|lyria|deep-research/;

/** The models of the list that generate text; of a server of somebody else's, all that it does not say otherwise of. */
export function parseGeminiModels(body: unknown, isGateway: boolean): Model[] {
  const { models, data } = asObject(body);
  return [...asArray(models), ...asArray(data)]
    .map(asObject)
    .filter(({ name, id, supportedGenerationMethods: methods }) => {
      if (isGateway && methods === undefined) return asText(name) !== undefined || asText(id) !== undefined;
      if (!asArray(methods).includes("generateContent")) return false;
      return typeof name === "string" && (isGateway || !otherPurposes.test(name));
    })
    .map((record) => toModel(record, isGateway));
}

function toModel(record: JsonObject, isGateway: boolean): Model {
  const id = (asText(record.name) ?? asText(record.id) ?? "").replace(/^models\//, "");
  // Gemma, served by the same API, has neither a JSON mode nor search; what another server's can do, nobody says.
  const isGemini = isGateway || id.startsWith("gemini-");
  return {
    id,
    name: asText(record.displayName) ?? id,
    description: asText(record.description),
    contextWindow: asNumber(record.inputTokenLimit),
    input: isGemini ? ["text", "image"] : ["text"],
    reasoningEfforts: levelModels.test(id) || budgetModels.test(id) ? efforts : [],
    verbosity: [],
    serviceTiers: [],
    supports: {
      temperature: true,
      maxTokens: true,
      jsonSchema: isGemini,
      webSearch: isGemini,
      images: isGemini,
      tools: isGemini,
      files: isGemini,
      reasoningSummary: isGemini,
    },
  };
}
