import { parseKeepingDigits } from "@/lib/nodes/jsonText";
import { jsonTextsIn } from "@/lib/nodes/jsonTexts";
import { schemaProblem } from "@/lib/schemas/schemaProblem";
import type { SchemaCheck } from "@/lib/worker/schemaCheck";
import { AppError, isAppError } from "@/types/errors";
import type { LlmResult } from "@/types/llm";

type CheckedAnswer = Pick<LlmResult, "text" | "finishReason" | "usage" | "payer">;

/**
 * Makes the check of an answer against a JSON schema (draft 2020-12); made before the call, so that an unusable
 * schema costs nothing. The check gives the one value in the answer that fits.
 * @throws AppError `invalid_request` for an unusable schema, `too_large` for one that takes too much work; the check
 * throws `schema_mismatch` too, and all with the raw text in the fact `text`, and what it cost in `usage` and `payer`
 */
export async function createJsonCheck(
  schema: Record<string, unknown>,
  checkSchema: SchemaCheck,
): Promise<(answer: CheckedAnswer) => Promise<unknown>> {
  const problem = schemaProblem(schema);
  if (problem !== undefined) throw new AppError("invalid_request", `The JSON schema ${problem}.`);
  await checkSchema.prepare(schema);
  return async ({ text, finishReason, usage, payer }) => {
    const spent = { text, usage, payer };
    const { fitting, faults } = await tryAll(jsonTextsIn(text), schema, checkSchema).catch((error: unknown) => {
      if (!isAppError(error)) throw error;
      throw new AppError(error.code, error.message, { ...error.facts, ...spent }, { cause: error });
    });
    const [value] = fitting;
    if (value !== undefined && fitting.length === 1) return parseKeepingDigits(value);
    const why = fitting.length > 1 ? "it holds several values that do" : (faults[0] ?? notJson(finishReason));
    throw new AppError("schema_mismatch", `The answer does not fit the JSON schema: ${why}.`, spent);
  };
}

function notJson(finishReason: CheckedAnswer["finishReason"]): string {
  return finishReason === "length" ? "it was cut off at the token limit" : "it is not JSON";
}

/** Which of the values fit, and what is wrong with the others. */
async function tryAll(texts: string[], schema: Record<string, unknown>, checkSchema: SchemaCheck) {
  const fitting: string[] = [];
  const faults: string[] = [];
  for (const text of texts) {
    // A number is checked as one, whatever its digits.
    const fault = await checkSchema.faultOf(schema, JSON.parse(text));
    if (fault === undefined) fitting.push(text);
    else faults.push(fault);
  }
  return { fitting, faults };
}
