import { asArray, isObject, type JsonObject, wordOf } from "@/lib/llm/narrow";

/** The part of JSON Schema that decoding can be bound to. */
const kept = new Set("type enum const description title $ref properties required items anyOf allOf $defs".split(" "));
const formats = new Set("date-time time date duration email hostname uri ipv4 ipv6 uuid".split(" "));
const named = ["properties", "$defs"] as const;
const lists = ["anyOf", "allOf"] as const;

/**
 * The schema with every object closed. What decoding cannot be bound to goes into the description, where the model
 * reads it; the answer is checked against the whole schema afterwards. Pure.
 */
export function toBoundSchema(schema: JsonObject): JsonObject {
  const { $schema: _, oneOf, ...given } = schema;
  const source: JsonObject = oneOf === undefined || given.anyOf !== undefined ? given : { ...given, anyOf: oneOf };
  const bound: JsonObject = {};
  const rest: string[] = [];
  for (const [keyword, value] of Object.entries(source)) {
    if (keyword === "additionalProperties") continue;
    if (isKept(keyword, value)) bound[keyword] = value;
    else rest.push(`${keyword}: ${JSON.stringify(value)}`);
  }
  for (const keyword of named) if (isObject(bound[keyword])) bound[keyword] = mapValues(bound[keyword]);
  for (const keyword of lists) if (Array.isArray(bound[keyword])) bound[keyword] = bound[keyword].map(toBoundPart);
  if (bound.items !== undefined) bound.items = toBoundPart(bound.items);
  if (isObjectType(bound)) bound.additionalProperties = false;
  if (rest.length > 0) bound.description = [bound.description, rest.join(", ")].filter(Boolean).join("\n");
  return bound;
}

function isKept(keyword: string, value: unknown): boolean {
  if (keyword === "format") return formats.has(wordOf(value));
  if (keyword === "minItems") return value === 0 || value === 1;
  return kept.has(keyword);
}

function mapValues(parts: JsonObject): JsonObject {
  return Object.fromEntries(Object.entries(parts).map(([name, part]) => [name, toBoundPart(part)]));
}

function toBoundPart(part: unknown): unknown {
  return isObject(part) ? toBoundSchema(part) : part;
}

function isObjectType({ type, properties }: JsonObject): boolean {
  return type === "object" || asArray(type).includes("object") || isObject(properties);
}

/** Whether decoding can be bound to the schema as it stands: only then a function says no more than it did. */
export function isBindable(schema: JsonObject): boolean {
  const closed = JSON.stringify(sorted(toBoundSchema(schema)));
  return closed === JSON.stringify(sorted({ additionalProperties: false, ...schema }));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isObject(value)) return value;
  const names = Object.keys(value).sort();
  return Object.fromEntries(names.map((name) => [name, sorted(value[name])]));
}
