import { z } from "zod";
import type { Port } from "@/lib/graph/ports";
import { AppError } from "@/types/errors";
import { assetRefSchema, type PortValues, type Value } from "@/types/run";
import { parseJson } from "./jsonText";
import type { NodeContext, NodeKind } from "./nodeKind";
import { toItems } from "./textItems";
import { isAssetRef, ownNamed, toText } from "./values";

const schema = z.object({
  asset: assetRefSchema.optional(),
  as: z.enum(["text", "csv", "json"]),
  /** The file's name, shown on the node. */
  fileName: z.string().max(255).optional(),
  input: z.string().max(100).optional(),
});
type FileInputData = z.infer<typeof schema>;

const outputOf: Record<FileInputData["as"], Port> = {
  text: { name: "text", type: "text" },
  csv: { name: "items", type: "json", list: true },
  json: { name: "items", type: "json", listIfArray: true },
};

/**
 * A file as one text, as its rows, or as its JSON: an array is a list of items, anything else one value. A file given
 * with the run may be an asset or its content.
 */
export const fileInputNode: NodeKind<typeof schema> = {
  version: 1,
  schema,
  defaults: () => ({ as: "text" }),
  ports: ({ as }) => ({
    inputs: [],
    outputs: [outputOf[as]],
  }),
  problem: ({ asset, input }, { runInputs }) => {
    const given = input !== undefined && ownNamed(runInputs, input) !== undefined;
    return asset !== undefined || given ? undefined : "has no file: choose one";
  },
  execute: async (context) => ({ output: await read(context) }),
};

async function read(context: NodeContext<FileInputData>): Promise<PortValues> {
  const { data, runInputs, assets } = context;
  const given = data.input === undefined ? undefined : ownNamed(runInputs, data.input);
  const content = given ?? data.asset;
  if (content === undefined) throw new AppError("invalid_request", "No file was chosen.");
  if (data.as !== "text" && Array.isArray(content)) return { items: content };
  const text = isAssetRef(content) ? await assets.toText(content) : toText(content);
  switch (data.as) {
    case "text":
      return { text };
    case "csv":
      return { items: await toItems(text, { as: "csv" }, context) };
    case "json":
      return { items: await jsonOf(text, data.fileName ?? "The file", context) };
  }
}

/** An array is read in parts: files are large. */
async function jsonOf(text: string, what: string, context: NodeContext<unknown>): Promise<Value> {
  return /^\s*\[/.test(text) ? toItems(text, { as: "json", what }, context) : parseJson(text, what);
}
