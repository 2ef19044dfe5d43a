import { z } from "zod";
import type { NodeKind } from "./nodeKind";
import { passesTest, testProblem, valueTestShape } from "./valueTest";

const schema = z.object(valueTestShape);

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
  problem: (data, { work }) => testProblem(data, work),
  execute: async ({ data, inputs, ...context }) => {
    const value = inputs.value ?? null;
    return { output: { [(await passesTest(data, value, context)) ? "yes" : "no"]: value } };
  },
};
