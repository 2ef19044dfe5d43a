import { asArray, asObject, isObject, type JsonObject } from "@/lib/llm/narrow";
import { partsOf } from "@/lib/schemas/parts";

/** What strict decoding takes (OpenAI, "Structured Outputs", supported schemas): all else is refused with a 400. */
const takenKeywords = new Set([
  "type",
  "properties",
  "required",
  "additionalProperties",
  "items",
  "enum",
  "const",
  "anyOf",
  "$ref",
  "$defs",
  "definitions",
  "title",
  "description",
  "pattern",
  "format",
  "multipleOf",
  "minimum",
  "maximum",
  "exclusiveMinimum",
  "exclusiveMaximum",
  "minItems",
  "maxItems",
]);
const takenFormats: ReadonlySet<unknown> = new Set([
  "date-time",
  "time",
  "date",
  "duration",
  "email",
  "hostname",
  "ipv4",
  "ipv6",
  "uuid",
]);
const MAX_LEVELS = 10;
const MAX_PROPERTIES = 5000;
const MAX_VALUES = 1000;

/** Of a part at least one must stand there. */
const kinds = ["type", "enum", "const", "anyOf", "$ref"];

/**
 * Whether strict decoding takes a schema: objects are closed and require all they name, and nothing beyond its part of
 * JSON Schema is said. Any other is sent as a wish, and the answer is checked here either way.
 */
export function isStrictSchema(root: JsonObject): boolean {
  if (root.type !== "object" || "anyOf" in root) return false;
  const open: { schema: unknown; level: number }[] = [{ schema: root, level: 0 }];
  let properties = 0;
  for (const { schema, level } of open) {
    if (!isObject(schema) || level > MAX_LEVELS || !isTaken(schema)) return false;
    properties += Object.keys(asObject(schema.properties)).length;
    if (properties > MAX_PROPERTIES) return false;
    const { additionalProperties: _, ...parts } = schema;
    const deeper = isObject(schema.properties) || "items" in schema ? level + 1 : level;
    for (const part of partsOf(parts)) open.push({ schema: part.schema, level: deeper });
  }
  return true;
}

function isTaken(schema: JsonObject): boolean {
  const keywords = Object.keys(schema);
  if (!keywords.every((keyword) => takenKeywords.has(keyword))) return false;
  if (!kinds.some((kind) => kind in schema)) return false;
  // A reference stands alone.
  if ("$ref" in schema && keywords.some((keyword) => keyword !== "$ref" && keyword !== "$defs")) return false;
  if ("format" in schema && !takenFormats.has(schema.format)) return false;
  if (typeof schema.pattern === "string" && /\(\?[=!<]|\\[1-9]/.test(schema.pattern)) return false;
  if (asArray(schema.enum).length > MAX_VALUES) return false;
  return !describesObject(schema) || isClosed(schema);
}

function describesObject(schema: JsonObject): boolean {
  return schema.type === "object" || asArray(schema.type).includes("object") || "properties" in schema;
}

function isClosed(schema: JsonObject): boolean {
  const names = Object.keys(asObject(schema.properties));
  const required = new Set(asArray(schema.required));
  return (
    schema.additionalProperties === false && required.size === names.length && names.every((one) => required.has(one))
  );
}
