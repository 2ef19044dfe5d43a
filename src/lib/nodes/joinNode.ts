import { z } from "zod";
import type { NodeKind } from "./nodeKind";
import { refuseLongText } from "./size";
import { toList, toText } from "./values";

const schema = z.object({ separator: z.string().max(1000).default("\n\n") });

/** Many texts, or a list of them, as one: in the order of the wires, without items that failed. */
export const joinNode: NodeKind<typeof schema> = {
  version: 1,
  schema,
  defaults: () => ({ separator: "\n\n" }),
  ports: () => ({
    inputs: [{ name: "items", type: "text", many: true, list: true, required: true }],
    outputs: [{ name: "text", type: "text" }],
  }),
  execute: async ({ data: { separator }, inputs }) => {
    const texts = toList(inputs.items).map(toText);
    refuseLongText(texts.reduce((sum, { length }) => sum + length + separator.length, 0));
    return { output: { text: texts.join(separator) } };
  },
};
