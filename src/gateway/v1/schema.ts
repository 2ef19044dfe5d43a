import { isObject, type JsonObject } from "@/lib/llm/narrow";
import { isJson } from "@/lib/nodes/jsonText";
import type { LlmResult } from "@/types/llm";
import { paramError } from "./paramError";

/** Any object: what the older `json_object` promises. */
const anyObject: JsonObject = { type: "object" };

/** What an answer is held to; undefined where any text will do. `form` of Chat Completions is one level deeper. */
export function readFormat(format: unknown, param: string): JsonObject | undefined {
  if (format === undefined || format === null) return undefined;
  if (!isObject(format)) throw paramError(param, "an object is wanted here.");
  if (format.type === "text") return undefined;
  if (format.type === "json_object") return anyObject;
  if (format.type !== "json_schema") {
    throw paramError(`${param}.type`, "text, json_object or json_schema is wanted here.", "unsupported_value");
  }
  const { schema } = isObject(format.json_schema) ? format.json_schema : format;
  if (!isObject(schema)) throw paramError(`${param}.schema`, "a JSON schema is wanted here.");
  return schema;
}

/**
 * The text of a whole answer. Where JSON was asked for, clients parse it: a model that put a fence or words around
 * its JSON is helped by the value that was found in it.
 */
export function textOf({ text, json }: Pick<LlmResult, "text" | "json">): string {
  return json === undefined || isJson(text) ? text : JSON.stringify(json);
}
