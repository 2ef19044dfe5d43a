import { z } from "zod";
import type { Value } from "@/types/run";
import type { NodeContext, NodeKind } from "./nodeKind";
import { toItems } from "./textItems";
import { givenTo, toText } from "./values";

const schema = z.object({
  text: z.string().max(10_000_000),
  split: z.enum(["lines", "csv", "json", "jsonl", "delimiter"]),
  delimiter: z.string().max(100).optional(),
  input: z.string().max(100).optional(),
});
type ListData = z.infer<typeof schema>;

/** A text as a list of items: what follows runs once for each. Blank lines and empty parts are no items. */
export const listNode: NodeKind<typeof schema> = {
  version: 1,
  schema,
  defaults: () => ({ text: "", split: "lines" }),
  ports: ({ split }) => ({
    inputs: [{ name: "text", type: "text" }],
    outputs: [{ name: "items", type: split === "lines" || split === "delimiter" ? "text" : "json", list: true }],
  }),
  problem: (data, { wired, runInputs }) => {
    const { text, split, delimiter = "" } = data;
    if (split === "delimiter" && delimiter === "") return "needs the delimiter to split its text at";
    if (givenTo(data, runInputs) !== undefined || wired.has("text") || /\S/.test(text)) return undefined;
    return { fault: "has no items: write some, or take a file", missing: { kind: "list" } };
  },
  takesInput: true,
  listLength: ({ text, split, delimiter = "" }) => {
    if (split === "delimiter") return text.split(delimiter).filter((part) => part.trim() !== "").length;
    const lines = text.match(/\S[^\r\n]*/g)?.length ?? 0;
    if (split === "lines" || split === "jsonl") return lines;
    // A quoted field may have line ends in it; the first row names the columns, after a line that names the delimiter.
    return split === "csv" && !text.includes('"') ? Math.max(0, lines - (/^sep=/i.test(text) ? 2 : 1)) : undefined;
  },
  execute: async (context) => ({ output: { items: await itemsOf(context) } }),
};

async function itemsOf(context: NodeContext<ListData>): Promise<Value[]> {
  const { data, inputs, runInputs } = context;
  const source = inputs.text ?? givenTo(data, runInputs) ?? data.text;
  if (Array.isArray(source)) return source;
  const text = toText(source);
  switch (data.split) {
    case "csv":
    case "lines":
      return toItems(text, { as: data.split }, context);
    case "delimiter":
      return toItems(text, { as: "delimiter", delimiter: data.delimiter ?? "" }, context);
    case "json":
    case "jsonl":
      return toItems(text, { as: data.split, what: "The text of the list" }, context);
  }
}
