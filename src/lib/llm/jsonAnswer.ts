import { type Schema, Validator } from "@cfworker/json-schema";
import { AppError } from "@/types/errors";
import type { LlmResult } from "@/types/llm";

type CheckedAnswer = Pick<LlmResult, "text" | "finishReason" | "usage" | "payer">;

/**
 * Makes the check of an answer against a JSON schema (draft 2020-12); made before the call, so that an unusable
 * schema costs nothing. The check gives the parsed value. Patterns are the model's to keep: they are not checked here.
 * @throws AppError `invalid_request` for an unusable schema; the check throws `schema_mismatch` with the raw text
 * in the fact `text`, and what it cost in `usage` and `payer`
 */
export function createJsonCheck(schema: Record<string, unknown>): (answer: CheckedAnswer) => unknown {
  // The library types only what it knows of a schema; it takes any JSON object.
  const validator = tryTo(
    () => new Validator(withoutPatterns(schema) as Schema, "2020-12"),
    (error) => new AppError("invalid_request", `The JSON schema cannot be used: ${wordsOf(error)}`),
  );
  return ({ text, finishReason, usage, payer }) => {
    const mismatch = (why: string) =>
      new AppError("schema_mismatch", `The answer does not fit the JSON schema: ${why}.`, { text, usage, payer });
    const value: unknown = tryTo(
      () => JSON.parse(text),
      () => mismatch(finishReason === "length" ? "it was cut off at the token limit" : "it is not JSON"),
    );
    const { valid, errors } = tryTo(
      () => validator.validate(value),
      (error) => new AppError("invalid_request", `The JSON schema cannot be used: ${wordsOf(error)}`, { text }),
    );
    if (valid) return value;
    const first = errors.at(-1);
    throw mismatch(first === undefined ? "it has another shape" : `${first.instanceLocation}: ${first.error}`);
  };
}

/**
 * The schema without its regular expressions. They come from documents, and the validator would run them on an engine
 * on which `^(a+)+$` takes time without end.
 */
function withoutPatterns(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutPatterns);
  if (typeof schema !== "object" || schema === null) return schema;
  const kept = Object.entries(schema).filter(
    ([key, value]) => key !== "patternProperties" && !(key === "pattern" && typeof value === "string"),
  );
  // What `const` and `enum` hold are values, not schemas.
  const isValue = (key: string) => key === "const" || key === "enum";
  return Object.fromEntries(kept.map(([key, value]) => [key, isValue(key) ? value : withoutPatterns(value)]));
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
