import { asArray, asObject, asText, type JsonObject } from "@/lib/llm/narrow";
import { listedVisibility, verbosities } from "@/lib/llm/openaiResponses/constants";
import { toPlanModel } from "@/lib/llm/openaiResponses/models";
import type { Model } from "@/types/providers";

/** The list of plan sharing, in its own order. Beyond the slug all may be absent. */
export function parseSiwcModels(body: unknown): Model[] {
  return asArray(asObject(body).models)
    .map(asObject)
    .filter((record) => asText(record.slug))
    .map(toSiwcModel);
}

/** Whether a list names anything to choose. */
export function hasListed(models: Model[]): boolean {
  return models.some(({ hiddenReason }) => hiddenReason === undefined);
}

function toSiwcModel(record: JsonObject): Model {
  const model = toPlanModel(record);
  const isListed = record.visibility === listedVisibility;
  return {
    ...model,
    reasoningEfforts: record.supported_reasoning_levels === undefined ? undefined : model.reasoningEfforts,
    verbosity: record.support_verbosity === true ? verbosities : [],
    serviceTiers: [],
    ...(isListed ? {} : { hiddenReason: "ChatGPT does not list this model for choosing." }),
  };
}
