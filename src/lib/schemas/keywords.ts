import { holdsNamedSchemas, holdsSchema, holdsSchemas, isSchemaObject } from "./parts";

/** What is wrong with the value of a keyword, in words that follow its place; undefined when it is right. */
type Check = (value: unknown) => string | undefined;

export const typeNames: ReadonlySet<unknown> = new Set([
  "null",
  "boolean",
  "object",
  "array",
  "number",
  "integer",
  "string",
]);

/** What people and other notations call a type. */
const otherNames: Record<string, string> = {
  str: "string",
  text: "string",
  int: "integer",
  long: "integer",
  float: "number",
  double: "number",
  bool: "boolean",
  list: "array",
  dict: "object",
  map: "object",
  none: "null",
};

const wants = (what: string, isRight: (value: unknown) => boolean): Check => {
  return (value) => (isRight(value) ? undefined : `wants ${what}`);
};
const isStrings = (value: unknown) => Array.isArray(value) && value.every((name) => typeof name === "string");
const isSchema = (value: unknown) => typeof value === "boolean" || isSchemaObject(value);

const text = wants("text", (value) => typeof value === "string");
const number = wants("a number", (value) => typeof value === "number");
const flag = wants("true or false", (value) => typeof value === "boolean");
const count = wants("a whole number from 0 on", (value) => Number.isInteger(value) && Number(value) >= 0);
const schema = wants("a schema", isSchema);
const schemas = wants(
  "a list of schemas",
  (value) => Array.isArray(value) && value.length > 0 && value.every(isSchema),
);
const namedSchemas = wants("schemas by name", (value) => isSchemaObject(value) && Object.values(value).every(isSchema));

const each = (keywords: Iterable<string>, check: Check) => Array.from(keywords, (keyword) => [keyword, check] as const);

/** Keywords that say something about a value, or lead to some that do. */
const checks = new Map<string, Check>([
  ...each(holdsSchema, schema),
  ...each(holdsSchemas, schemas),
  ...each(holdsNamedSchemas, namedSchemas),
  ...each(
    ["minLength", "maxLength", "minItems", "maxItems", "minProperties", "maxProperties", "minContains", "maxContains"],
    count,
  ),
  ...each(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"], number),
  ...each(["$ref", "$dynamicRef", "format"], text),
  ["type", checkType],
  ["enum", wants("a list of values", (value) => Array.isArray(value) && value.length > 0)],
  ["const", () => undefined],
  ["required", wants("a list of names", isStrings)],
  [
    "dependentRequired",
    wants("lists of names", (value) => isSchemaObject(value) && Object.values(value).every(isStrings)),
  ],
  ["multipleOf", wants("a number above 0", (value) => typeof value === "number" && value > 0)],
  ["uniqueItems", flag],
  ["pattern", checkPattern],
]);
/** Keywords that say something about the schema. */
const notes = new Map<string, Check>([
  ...each(["$id", "$schema", "$anchor", "$dynamicAnchor", "$comment", "title", "description"], text),
  ...each(["deprecated", "readOnly", "writeOnly"], flag),
]);

/** What is wrong with a keyword and its value; undefined for a right one, and for one that is not known. */
export function checkKeyword(keyword: string, value: unknown): string | undefined {
  if (keyword === "patternProperties" && isSchemaObject(value)) {
    const fault = Object.keys(value)
      .map(checkPattern)
      .find((found) => found !== undefined);
    if (fault !== undefined) return fault;
  }
  return (checks.get(keyword) ?? notes.get(keyword))?.(value);
}

/** Whether a keyword says something about the values that fit. */
export function restricts(keyword: string): boolean {
  return checks.has(keyword);
}

export function isNote(keyword: string): boolean {
  return notes.has(keyword) || keyword === "default" || keyword === "examples";
}

function checkType(value: unknown): string | undefined {
  if (Array.isArray(value) && value.length === 0) return "wants the name of a type";
  const unknown = (Array.isArray(value) ? value : [value]).find((name) => !typeNames.has(name));
  if (unknown === undefined) return undefined;
  const lower = typeof unknown === "string" ? unknown.toLowerCase() : "";
  const meant = typeNames.has(lower) ? lower : otherNames[Object.hasOwn(otherNames, lower) ? lower : ""];
  const hint = meant === undefined ? `one of ${[...typeNames].join(", ")}` : `"${meant}"`;
  return `is ${JSON.stringify(unknown)?.slice(0, 60)}, which is no type: write ${hint}`;
}

function checkPattern(value: unknown): string | undefined {
  if (typeof value !== "string") return "wants a regular expression";
  try {
    new RegExp(value, "u");
    return undefined;
  } catch {
    return "is no regular expression";
  }
}
