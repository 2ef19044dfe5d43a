import type { SchemaCheck } from "@/lib/worker/schemaCheck";
import { AppError, isAppError } from "@/types/errors";
import type { LlmResult } from "@/types/llm";

type CheckedAnswer = Pick<LlmResult, "text" | "finishReason" | "usage" | "payer">;

/**
 * Makes the check of an answer against a JSON schema (draft 2020-12); made before the call, so that an unusable
 * schema costs nothing. The check gives the parsed value.
 * @throws AppError `invalid_request` for an unusable schema, `too_large` for one that takes too much work; the check
 * throws `schema_mismatch` too, and all with the raw text in the fact `text`, and what it cost in `usage` and `payer`
 */
export async function createJsonCheck(
  schema: Record<string, unknown>,
  checkSchema: SchemaCheck,
): Promise<(answer: CheckedAnswer) => Promise<unknown>> {
  await checkSchema.prepare(schema);
  return async ({ text, finishReason, usage, payer }) => {
    const spent = { text, usage, payer };
    const mismatch = (why: string) =>
      new AppError("schema_mismatch", `The answer does not fit the JSON schema: ${why}.`, spent);
    let value: unknown;
    try {
      value = JSON.parse(text);
    } catch {
      throw mismatch(finishReason === "length" ? "it was cut off at the token limit" : "it is not JSON");
    }
    const fault = await checkSchema.faultOf(schema, value).catch((error: unknown) => {
      if (!isAppError(error)) throw error;
      throw new AppError(error.code, error.message, { ...error.facts, ...spent }, { cause: error });
    });
    if (fault !== undefined) throw mismatch(fault);
    return value;
  };
}
