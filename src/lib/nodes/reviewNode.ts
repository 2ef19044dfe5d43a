import { z } from "zod";
import type { PortValues } from "@/types/run";
import type { NodeKind } from "./nodeKind";

/** Of what a review asks, and of each option, in characters. */
export const MAX_QUESTION = 10_000;
export const MAX_OPTION = 1000;
export const MAX_OPTIONS = 50;

const schema = z.object({
  /** What is to be decided, in words for the person who decides. */
  question: z.string().max(MAX_QUESTION),
  mode: z.enum(["approve", "edit", "choose"]),
  /** Of `choose`; blank ones and those that stand there twice do not count. */
  options: z.array(z.string().max(MAX_OPTION)).max(MAX_OPTIONS).optional(),
});
export type ReviewData = z.infer<typeof schema>;

/**
 * Asks a person. What is approved goes out of `approved`: as it came, as it was edited, or the option that was chosen;
 * what is not goes out of `rejected` as it came. A list is asked about item by item.
 */
export const reviewNode: NodeKind<typeof schema> = {
  version: 1,
  schema,
  defaults: () => ({ question: "", mode: "approve" }),
  ports: () => ({
    inputs: [{ name: "value", type: "any", required: true }],
    outputs: [
      { name: "approved", type: "any" },
      { name: "rejected", type: "any" },
    ],
  }),
  filters: true,
  problem: (data) =>
    data.mode === "choose" && optionsOf(data).length === 0 ? "has no options to choose from" : undefined,
  execute: async ({ data, inputs, ask }) => {
    const { mode, question } = data;
    const value = inputs.value ?? null;
    const options = mode === "choose" ? { options: optionsOf(data) } : {};
    const answer = await ask({ kind: "review", mode, question, value, ...options });
    const output: PortValues = answer.approved ? { approved: answer.value ?? value } : { rejected: value };
    return { output };
  },
};

/** The options that a person can tell apart. */
export function optionsOf({ options = [] }: Pick<ReviewData, "options">): string[] {
  return [...new Set(options.map((option) => option.trim()).filter((option) => option !== ""))];
}
