import { z } from "zod";
import { AppError } from "@/types/errors";
import type { Value } from "@/types/run";
import type { NodeKind } from "./nodeKind";
import { isRecord, toText } from "./values";

const schema = z.object({
  test: z.enum(["contains", "equals", "matches", "empty", "truthy"]),
  /** What to look for, or a pattern for `matches`; the other tests need none. */
  value: z.string().max(10_000).optional(),
});
type ConditionData = z.infer<typeof schema>;

/** Sends a value out of `yes` or of `no`; what hangs on the other is skipped. A list is sorted into both, item by item. */
export const conditionNode: NodeKind<typeof schema> = {
  version: 1,
  schema,
  defaults: () => ({ test: "contains", value: "" }),
  ports: () => ({
    inputs: [{ name: "value", type: "any", required: true }],
    outputs: [
      { name: "yes", type: "any" },
      { name: "no", type: "any" },
    ],
  }),
  filters: true,
  problem: async ({ test, value = "" }) => {
    if (test !== "matches") return undefined;
    try {
      await compilePattern(value);
    } catch (error) {
      return `has a pattern that cannot be used (${error instanceof Error ? error.message : error})`;
    }
  },
  execute: async ({ data, inputs }) => {
    const value = inputs.value ?? null;
    return { output: { [(await passes(data, value)) ? "yes" : "no"]: value } };
  },
};

async function passes({ test, value: wanted = "" }: ConditionData, value: Value): Promise<boolean> {
  const text = toText(value);
  switch (test) {
    case "contains":
      return text.includes(wanted);
    case "equals":
      return text.trim() === wanted.trim();
    case "matches":
      return matches(wanted, text);
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

async function matches(pattern: string, text: string): Promise<boolean> {
  try {
    return (await compilePattern(pattern)).matcher(text).find();
  } catch (cause) {
    throw new AppError("invalid_request", `The pattern ${pattern} cannot be used.`, {}, { cause });
  }
}

/** RE2 syntax, whose time grows only with the text. Loaded on use: the canvas does without it. */
async function compilePattern(pattern: string) {
  const { RE2JS } = await import("re2js");
  return RE2JS.compile(pattern);
}
