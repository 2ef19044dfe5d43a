import { asArray, asNumber, asObject, asText, isObject, type JsonObject } from "@/lib/llm/narrow";
import type { Model } from "@/types/providers";
import { thinkingBudgets } from "./constants";
import { isSupported, type ModelFacts, readModelFacts } from "./modelFacts";

export interface ListedModel {
  model: Model;
  facts: ModelFacts;
}

/** The models of one page of the list, and where the next page begins; undefined for what holds none. */
export function parseAnthropicModels(body: unknown): { listed: ListedModel[]; next?: string } | undefined {
  const { data, has_more: hasMore, last_id: lastId } = asObject(body);
  const listed = asArray(data)
    .map(asObject)
    .filter(({ id, lifecycle }) => asText(id) !== undefined && lifecycle !== "retired")
    .map(toListed);
  if (listed.length === 0) return undefined;
  return hasMore === true && typeof lastId === "string" ? { listed, next: lastId } : { listed };
}

function toListed(record: JsonObject): ListedModel {
  const facts = readModelFacts(record);
  const id = asText(record.id) ?? "";
  const { image_input: image, pdf_input: pdf, server_tools: tools } = asObject(record.capabilities);
  // Lists that do not tell of a capability come from gateways, or from before it was told of.
  const can = (capability: unknown) => !isObject(capability) || isSupported(capability);
  const images = can(image);
  const model: Model = {
    id,
    name: asText(record.display_name) ?? id,
    contextWindow: asNumber(record.max_input_tokens),
    input: images ? ["text", "image"] : ["text"],
    reasoningEfforts: effortsOf(facts),
    verbosity: [],
    serviceTiers: [],
    supports: {
      temperature: facts.temperature,
      maxTokens: true,
      jsonSchema: facts.structured,
      webSearch: can(asObject(tools).web_search),
      images,
      tools: true,
      files: can(pdf),
      reasoningSummary: facts.thinking !== "none",
    },
  };
  return { model, facts };
}

function effortsOf({ efforts, thinking }: ModelFacts): string[] {
  if (efforts.length > 0) return efforts;
  return thinking === "budget" ? Object.keys(thinkingBudgets) : [];
}

/** The list that ships with Patchbay: names and capabilities follow from the ids. */
export function toBundledModels(names: Record<string, string>): Model[] {
  return Object.entries(names).map(([id, name]) => toListed({ id, display_name: name }).model);
}
