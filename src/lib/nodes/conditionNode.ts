import { z } from "zod";
import { isAppError } from "@/types/errors";
import type { Value } from "@/types/run";
import type { NodeContext, NodeKind } from "./nodeKind";
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
  purpose:
    "Sends a value on to yes or to no, by a test of its text. What hangs on the other side is skipped; a list is sorted item by item.",
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
  problem: async ({ test, value = "" }, { work }) => {
    if (test !== "matches" || work === undefined) return undefined;
    try {
      await work.matches(value, "");
    } catch (error) {
      if (!isAppError(error)) throw error;
      return `has a pattern that cannot be used (${error.message.replace(/\.$/, "")})`;
    }
  },
  execute: async (context) => {
    const value = context.inputs.value ?? null;
    return { output: { [(await passes(context, value)) ? "yes" : "no"]: value } };
  },
};

async function passes({ data, work, signal }: NodeContext<ConditionData>, value: Value): Promise<boolean> {
  const text = toText(value);
  const wanted = data.value ?? "";
  switch (data.test) {
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
