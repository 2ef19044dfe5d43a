import { type Choices, createChoices } from "./random";
import { capitalized } from "./theme";

type Schema = Record<string, unknown>;
type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

interface Builder {
  root: Schema;
  theme: string;
  choices: Choices;
}

/** Past this depth optional parts are left out, so that a schema that contains itself comes to an end. */
const maxDepth = 6;

/** A value that a JSON Schema accepts, coloured by the theme of the prompt; the same for the same input. */
export function instanceOf(schema: Schema, theme: string): Json {
  const builder = { root: schema, theme, choices: createChoices(`${theme}\n${JSON.stringify(schema)}`) };
  return build(builder, schema, "answer", 0);
}

function build(builder: Builder, given: unknown, name: string, depth: number): Json {
  const schema = resolve(builder.root, given);
  if (schema.const !== undefined) return schema.const as Json;
  if (Array.isArray(schema.enum) && schema.enum.length > 0) return pickFrom(builder, schema.enum) as Json;
  const branches = schema.anyOf ?? schema.oneOf;
  if (Array.isArray(branches) && branches.length > 0) return build(builder, pickBranch(branches, depth), name, depth);
  switch (typeOf(schema, depth)) {
    case "object":
      return buildObject(builder, schema, depth);
    case "array":
      return buildArray(builder, schema, name, depth);
    case "number":
      return buildNumber(builder, schema, false);
    case "integer":
      return buildNumber(builder, schema, true);
    case "boolean":
      return builder.choices.int(2) === 0;
    case "null":
      return null;
    default:
      return buildString(builder, schema, name);
  }
}

/** Follows `$ref` within the document and folds `allOf` into one schema. */
function resolve(root: Schema, given: unknown): Schema {
  let schema = asSchema(given);
  for (let hops = 0; typeof schema.$ref === "string" && hops < 20; hops += 1) {
    const { $ref, ...rest } = schema;
    schema = { ...asSchema(lookUp(root, String($ref))), ...rest };
  }
  if (!Array.isArray(schema.allOf)) return schema;
  const { allOf, ...rest } = schema;
  return allOf.reduce<Schema>((merged, part) => mergeSchemas(merged, resolve(root, part)), rest);
}

function mergeSchemas(a: Schema, b: Schema): Schema {
  return {
    ...a,
    ...b,
    properties: { ...asSchema(a.properties), ...asSchema(b.properties) },
    required: [...asList(a.required), ...asList(b.required)],
  };
}

function lookUp(root: Schema, reference: string): unknown {
  const steps = reference
    .replace(/^#\/?/, "")
    .split("/")
    .filter((step) => step !== "");
  return steps.reduce<unknown>((at, step) => asSchema(at)[step.replace(/~1/g, "/").replace(/~0/g, "~")], root);
}

/** Deep inside a schema that contains itself, the branch that ends it. */
function pickBranch(branches: unknown[], depth: number): unknown {
  const leaf = branches.find((branch) => !["object", "array"].includes(String(asSchema(branch).type).toLowerCase()));
  return depth >= maxDepth && leaf !== undefined ? leaf : branches[0];
}

/** Gemini writes types in capitals; a list of types means its first, or null when it gets too deep. */
function typeOf(schema: Schema, depth: number): string {
  const types = asList(schema.type).map((type) => String(type).toLowerCase());
  if (depth >= maxDepth && types.includes("null")) return "null";
  if (types[0] !== undefined) return types[0];
  if (schema.properties !== undefined) return "object";
  return schema.items !== undefined || schema.prefixItems !== undefined ? "array" : "string";
}

function buildObject(builder: Builder, schema: Schema, depth: number): Json {
  const required = new Set(asList(schema.required).map(String));
  const properties = Object.entries(asSchema(schema.properties));
  const wanted = properties.filter(([name]) => depth < maxDepth || required.has(name));
  return Object.fromEntries(wanted.map(([name, part]) => [name, build(builder, part, name, depth + 1)]));
}

function buildArray(builder: Builder, schema: Schema, name: string, depth: number): Json {
  const prefix = asList(schema.prefixItems);
  if (prefix.length > 0) return prefix.map((part) => build(builder, part, name, depth + 1));
  const least = numberOr(schema.minItems, 0);
  const most = numberOr(schema.maxItems, Number.POSITIVE_INFINITY);
  const length = depth >= maxDepth ? least : Math.max(least, Math.min(3, most));
  const items = Array.from({ length }, (_, index) =>
    build(builder, schema.items ?? {}, `${name} ${index + 1}`, depth + 1),
  );
  return schema.uniqueItems === true ? [...new Map(items.map((item) => [JSON.stringify(item), item])).values()] : items;
}

function buildNumber(builder: Builder, schema: Schema, whole: boolean): number {
  const step = numberOr(schema.multipleOf, whole ? 1 : 0.5);
  const above = numberOr(schema.exclusiveMinimum, Number.NEGATIVE_INFINITY) + step;
  const below = numberOr(schema.exclusiveMaximum, Number.POSITIVE_INFINITY) - step;
  const hasFloor = schema.minimum !== undefined || schema.exclusiveMinimum !== undefined;
  const floor = hasFloor ? Math.max(numberOr(schema.minimum, Number.NEGATIVE_INFINITY), above) : undefined;
  const ceiling = Math.min(numberOr(schema.maximum, Number.POSITIVE_INFINITY), below);
  const start = floor ?? Math.min(1, ceiling);
  const first = Math.ceil(start / step);
  const last = Math.floor(Math.min(ceiling, start + 9 * step) / step);
  return Number(((first + builder.choices.int(Math.max(last - first + 1, 1))) * step).toPrecision(12));
}

const formats: Record<string, string> = {
  date: "2026-11-21",
  "date-time": "2026-11-21T09:30:00Z",
  time: "09:30:00Z",
  duration: "PT15M",
  email: "ada@example.com",
  hostname: "example.com",
  ipv4: "192.0.2.1",
  ipv6: "2001:db8::1",
  uri: "https://example.com/patchbay",
  uuid: "6ecd8c99-4036-403d-bf84-cf8400f67836",
};

function buildString(builder: Builder, schema: Schema, name: string): string {
  const format = formats[String(schema.format)];
  if (format !== undefined) return format;
  const label = name
    .replace(/[_-]+/g, " ")
    .replace(/([a-z])([A-Z])/g, "$1 $2")
    .toLowerCase();
  const isShort = /\b(title|name|label|category|tag|topic|id|slug|city|word)\b/.test(label);
  const text = isShort
    ? capitalized(`${builder.theme} ${label.replace(/\b(title|name|label)\b ?/, "")}`.trim())
    : `${capitalized(label)}: ${builder.choices.pick(["what matters about", "a plain word on", "one thought on"])} ${builder.theme}.`;
  const least = numberOr(schema.minLength, 0);
  return text.padEnd(least, " and so on").slice(0, numberOr(schema.maxLength, 400));
}

function pickFrom(builder: Builder, options: unknown[]): unknown {
  return options[builder.choices.int(options.length)];
}

function asSchema(value: unknown): Schema {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function asList(value: unknown): unknown[] {
  if (Array.isArray(value)) return value;
  return value === undefined ? [] : [value];
}

function numberOr(value: unknown, fallback: number): number {
  // Gemini sends whole numbers as strings in places.
  const number = typeof value === "string" ? Number(value) : value;
  return typeof number === "number" && !Number.isNaN(number) ? number : fallback;
}
