import { format, type Schema, Validator } from "@cfworker/json-schema";
import { AppError } from "@/types/errors";
import type { LlmResult } from "@/types/llm";

type CheckedAnswer = Pick<LlmResult, "text" | "finishReason" | "usage" | "payer">;

/**
 * Makes the check of an answer against a JSON schema (draft 2020-12); made before the call, so that an unusable
 * schema costs nothing. The check gives the parsed value. Patterns are checked in RE2 syntax; one that it does not
 * have, and names of fields by pattern, are the model's to keep.
 * @throws AppError `invalid_request` for an unusable schema; the check throws `schema_mismatch` with the raw text
 * in the fact `text`, and what it cost in `usage` and `payer`
 */
export async function createJsonCheck(schema: Record<string, unknown>): Promise<(answer: CheckedAnswer) => unknown> {
  const patterns = new Set<string>();
  // The library types only what it knows of a schema; it takes any JSON object.
  const validator = tryTo(
    () => new Validator(withoutPatterns(schema, patterns) as Schema, "2020-12"),
    (error) => new AppError("invalid_request", `The JSON schema cannot be used: ${wordsOf(error)}`),
  );
  const formats = await toFormats(patterns);
  return ({ text, finishReason, usage, payer }) => {
    const mismatch = (why: string) =>
      new AppError("schema_mismatch", `The answer does not fit the JSON schema: ${why}.`, { text, usage, payer });
    const value: unknown = tryTo(
      () => JSON.parse(text),
      () => mismatch(finishReason === "length" ? "it was cut off at the token limit" : "it is not JSON"),
    );
    const { valid, errors } = tryTo(
      () => validateWith(formats, () => validator.validate(value)),
      (error) => new AppError("invalid_request", `The JSON schema cannot be used: ${wordsOf(error)}`, { text }),
    );
    if (valid) return value;
    const first = errors.at(-1);
    throw mismatch(first === undefined ? "it has another shape" : `${first.instanceLocation}: ${first.error}`);
  };
}

/** Keywords that hold values, not schemas. */
const valueKeywords: ReadonlySet<string> = new Set(["const", "enum"]);
/** Keywords that hold schemas under names of the author's choice, which may be those of keywords. */
const schemasByName: ReadonlySet<string> = new Set(["properties", "$defs", "definitions", "dependentSchemas"]);

/**
 * The schema with its regular expressions as formats, which `patterns` gathers. They come from documents, and the
 * validator would run them on an engine on which `^(a+)+$` takes time without end. Fields that are named by a pattern
 * are not checked, and so no field counts as one too many there.
 */
function withoutPatterns(schema: unknown, patterns: Set<string>): unknown {
  if (Array.isArray(schema)) return schema.map((part) => withoutPatterns(part, patterns));
  if (typeof schema !== "object" || schema === null) return schema;
  const { pattern, patternProperties, ...rest } = schema as Record<string, unknown>; // read as what it is below
  const isPattern = typeof pattern === "string";
  const kept = Object.entries(isPattern || pattern === undefined ? rest : { ...rest, pattern });
  const withoutPatternsAt = (key: string, value: unknown) => {
    if (valueKeywords.has(key)) return value;
    return schemasByName.has(key)
      ? mapRecord(value, (part) => withoutPatterns(part, patterns))
      : withoutPatterns(value, patterns);
  };
  const checked: Record<string, unknown> = Object.fromEntries(
    kept.map(([key, value]) => [key, withoutPatternsAt(key, value)]),
  );
  if (patternProperties !== undefined) {
    delete checked.additionalProperties;
    delete checked.unevaluatedProperties;
  }
  if (!isPattern) return checked;
  patterns.add(pattern);
  return { ...checked, allOf: [...(Array.isArray(checked.allOf) ? checked.allOf : []), { format: formatOf(pattern) }] };
}

function mapRecord(value: unknown, map: (part: unknown) => unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, map(part)]));
}

/** As it stands in the words of a mismatch. */
function formatOf(pattern: string): string {
  return `pattern ${pattern}`;
}

type Formats = Record<string, (text: string) => boolean>;

/** A test for each pattern, whose time grows only with the text. */
async function toFormats(patterns: ReadonlySet<string>): Promise<Formats> {
  const formats: Formats = {};
  if (patterns.size === 0) return formats;
  const { RE2JS } = await import("re2js");
  for (const pattern of patterns) {
    try {
      const compiled = RE2JS.compile(pattern);
      formats[formatOf(pattern)] = (text) => compiled.matcher(text).find();
    } catch {
      // Syntax that RE2 does not have: an unknown format is not checked.
    }
  }
  return formats;
}

/** The library knows formats in one place for all: they are there while it works. */
function validateWith<T>(formats: Formats, validate: () => T): T {
  Object.assign(format, formats);
  try {
    return validate();
  } finally {
    for (const name of Object.keys(formats)) delete format[name];
  }
}

function tryTo<T>(make: () => T, toError: (error: unknown) => AppError): T {
  try {
    return make();
  } catch (error) {
    throw toError(error);
  }
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
