import { z } from "zod";
import { isAppError } from "@/types/errors";
import type { Value } from "@/types/run";
import type { NodeWork } from "./nodeKind";
import { isRecord, toText } from "./values";

/** A test of a value: of its text, or of whether there is anything. */
export const valueTestShape = {
  test: z.enum(["contains", "equals", "matches", "empty", "truthy"]),
  /** What to look for, or a pattern for `matches`; the other tests need none. */
  value: z.string().max(10_000).optional(),
};
export type ValueTest = z.infer<z.ZodObject<typeof valueTestShape>>;

/** Why a test cannot be made, in words that follow the node's name. */
export async function testProblem({ test, value = "" }: ValueTest, work?: NodeWork): Promise<string | undefined> {
  if (test !== "matches" || work === undefined) return undefined;
  try {
    await work.matches(value, "");
  } catch (error) {
    if (!isAppError(error)) throw error;
    return `has a pattern that cannot be used (${error.message.replace(/\.$/, "")})`;
  }
}

/** @throws AppError `invalid_request` for a pattern that cannot be used, `too_large` */
export async function passesTest(
  { test, value: wanted = "" }: ValueTest,
  value: Value,
  { work, signal }: { work: NodeWork; signal: AbortSignal },
): Promise<boolean> {
  const text = toText(value);
  switch (test) {
    case "contains":
      return text.includes(wanted);
    case "equals":
      return text.trim() === wanted.trim();
    case "matches":
      return work.matches(wanted, text, signal);
    case "empty":
      return isEmpty(value);
    case "truthy":
      return !isEmpty(value) && !falseWords.has(text.trim().toLowerCase());
  }
}

/** What models and tables write for "no". */
const falseWords: ReadonlySet<string> = new Set(["false", "no", "0", "null"]);

function isEmpty(value: Value): boolean {
  if (typeof value === "string") return value.trim() === "";
  if (Array.isArray(value)) return value.length === 0;
  return value === null || (isRecord(value) && Object.keys(value).length === 0);
}
