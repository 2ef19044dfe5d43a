import { isObject, type JsonObject } from "@/simulator/http/body";
import type { Refuse } from "./refuse";

const schemaKeywords = ["properties", "$defs", "definitions"] as const;

/** Checks `text.format` as the Responses API does; a strict schema must close every object and require every key. */
export function checkTextFormat(text: unknown, refuse: Refuse): void {
  if (text === undefined) return;
  if (!isObject(text)) throw refuse("Invalid type for 'text': expected an object", "text");
  const { format, verbosity } = text;
  if (verbosity !== undefined && !["low", "medium", "high"].includes(String(verbosity))) {
    throw refuse(
      `Invalid value: '${String(verbosity)}'. Supported values are: 'low', 'medium', and 'high'.`,
      "text.verbosity",
    );
  }
  if (format === undefined) return;
  if (!isObject(format) || !["text", "json_object", "json_schema"].includes(String(format.type))) {
    throw refuse("Invalid value for 'text.format.type'", "text.format.type");
  }
  if (format.type === "json_schema") checkJsonSchema(format, "text.format", refuse);
}

/** Checks a `{ name, schema, strict }`, wherever the protocol keeps it. */
export function checkJsonSchema(format: JsonObject, at: string, refuse: Refuse): void {
  if (typeof format.name !== "string") throw refuse(`Missing required parameter: '${at}.name'.`, `${at}.name`);
  if (!/^[A-Za-z0-9_-]{1,64}$/.test(format.name)) {
    throw refuse(`Invalid '${at}.name': string does not match pattern '^[a-zA-Z0-9_-]+$'.`, `${at}.name`);
  }
  if (!isObject(format.schema)) throw refuse(`Missing required parameter: '${at}.schema'.`, `${at}.schema`);
  if (format.strict !== true) return;
  const problem = strictSchemaProblem(format.schema);
  if (problem !== undefined)
    throw refuse(`Invalid schema for response_format '${format.name}': ${problem}`, `${at}.schema`);
}

/** What keeps a schema from being strict, or undefined. */
export function strictSchemaProblem(schema: JsonObject, context: string[] = []): string | undefined {
  const where = `In context=(${context.map((step) => `'${step}'`).join(", ")})`;
  if (context.length === 0 && schema.type !== "object") return `schema must be a JSON Schema of 'type: "object"'.`;
  if (schema.type === "object" || isObject(schema.properties)) {
    if (schema.additionalProperties !== false) {
      return `${where}, 'additionalProperties' is required to be supplied and to be false.`;
    }
    const required = new Set(Array.isArray(schema.required) ? schema.required : []);
    const missing = Object.keys(isObject(schema.properties) ? schema.properties : {}).find(
      (name) => !required.has(name),
    );
    if (missing !== undefined) {
      return `${where}, 'required' is required to be supplied and to be an array including every key in properties. Missing '${missing}'.`;
    }
  }
  for (const [step, part] of partsOf(schema)) {
    const problem = isObject(part) ? strictSchemaProblem(part, [...context, ...step]) : undefined;
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function partsOf(schema: JsonObject): [string[], unknown][] {
  const named = schemaKeywords.flatMap((keyword) => {
    const parts = schema[keyword];
    return isObject(parts)
      ? Object.entries(parts).map(([name, part]): [string[], unknown] => [[keyword, name], part])
      : [];
  });
  const branches = Array.isArray(schema.anyOf) ? schema.anyOf : [];
  return [
    ...named,
    ...branches.map((part, index): [string[], unknown] => [["anyOf", String(index)], part]),
    ...(schema.items === undefined ? [] : [[["items"], schema.items] as [string[], unknown]]),
  ];
}
