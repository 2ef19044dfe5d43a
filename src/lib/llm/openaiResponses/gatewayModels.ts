import { asArray, asNumber, asObject, asText, isObject, type JsonObject } from "@/lib/llm/narrow";
import { supportsAll } from "@/lib/llm/supportsAll";
import type { Model } from "@/types/providers";
import { toKeyModel } from "./models";

/**
 * Names that OpenAI gives its own models that write text, from end to end: `gpt-oss:20b` and `gpt-company` only
 * resemble them, and what OpenAI's can do says nothing about theirs.
 */
const openaiNames =
  /^(gpt-(\d+(\.\d+)?|4o)(-(sol|astra|terra|luna|mini|nano|pro|codex|chat|turbo|preview|max|latest))*|o\d(-(mini|pro|preview))?|chatgpt-4o-latest)(-\d{4}-\d{2}-\d{2}|-\d{4})?$/;

/** The list of a server of somebody else's, as it is: every model, in its order, whatever the names. */
export function parseGatewayModels(body: unknown): Model[] {
  const { data, models } = asObject(body);
  const records = [body, data, models].map(asArray).find((list) => list.length > 0) ?? [];
  return records.flatMap((record) => {
    const fields = isObject(record) ? record : {};
    const id =
      asText(record) ?? asText(fields.id) ?? asText(fields.slug) ?? asText(fields.model) ?? asText(fields.name);
    return id === undefined || id === "" ? [] : [toGatewayModel(id, fields)];
  });
}

/** What the server says of a model counts; what nobody says is left to the model. */
function toGatewayModel(id: string, fields: JsonObject): Model {
  if (openaiNames.test(id)) return toKeyModel(id, new Set());
  return {
    id,
    name: asText(fields.display_name) ?? asText(fields.name) ?? id,
    description: asText(fields.description),
    contextWindow: asNumber(fields.context_length) ?? asNumber(fields.context_window) ?? asNumber(fields.max_model_len),
    input: ["text", "image"],
    supports: supportsAll,
  };
}
