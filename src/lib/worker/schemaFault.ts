import { type OutputUnit, type Schema, Validator } from "@cfworker/json-schema";
import { atPointer, parsePointer } from "@/lib/nodes/jsonPointer";
import { AppError } from "@/types/errors";
import type { Value } from "@/types/run";

export interface SchemaInput {
  schema: unknown;
  /** Any JSON value; absent, the schema alone is tried. */
  value?: unknown;
}

/** What a schema is tried on before an answer is there: one of each type. */
const samples: unknown[] = [null, true, 0, "", [], {}];

/**
 * The first fault of a value against a JSON schema (draft 2020-12), in words that begin with its place; undefined when
 * it fits. Patterns are regular expressions of JavaScript, as the standard says.
 * @throws AppError `invalid_request` for an unusable schema
 */
export function* schemaFault(input: SchemaInput): Generator<string | undefined> {
  // The library types only what it knows of a schema; it takes any JSON object.
  const validator = usable(() => new Validator(input.schema as Schema, "2020-12"));
  if (!("value" in input)) {
    for (const sample of samples) usable(() => validator.validate(sample));
    return yield undefined;
  }
  const { valid, errors } = usable(() => validator.validate(input.value));
  const first = errors.at(-1);
  if (valid) yield undefined;
  else
    yield first === undefined
      ? "it has another shape"
      : `${first.instanceLocation}: ${first.error}${wanted(input.schema, first)}`;
}

/** The pattern that a text does not have: the library does not name it. */
function wanted(schema: unknown, { keyword, keywordLocation }: OutputUnit): string {
  if (keyword !== "pattern") return "";
  const tokens = parsePointer(keywordLocation.slice(keywordLocation.indexOf("#") + 1));
  const pattern = tokens && atPointer(schema as Value, tokens); // a schema is JSON
  return typeof pattern === "string" ? ` (${pattern})` : "";
}

function usable<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new AppError("invalid_request", `The JSON schema cannot be used: ${why}`, {}, { cause: error });
  }
}
