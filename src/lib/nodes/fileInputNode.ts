import { z } from "zod";
import type { Port } from "@/lib/graph/ports";
import { AppError } from "@/types/errors";
import { assetRefSchema, type PortValues, type Value } from "@/types/run";
import { gatherDocument, joinPages } from "./documentText";
import { parseJson } from "./jsonText";
import type { NodeContext, NodeKind } from "./nodeKind";
import { toItems } from "./textItems";
import { givenTo, isAssetRef, toText } from "./values";

const schema = z.object({
  asset: assetRefSchema.optional(),
  as: z.enum(["text", "csv", "json", "jsonl", "document"]),
  /** What becomes of the pages of a document that have no text; a scan is refused if absent. */
  scans: z.enum(["pictures", "empty"]).optional(),
  /** The file's name, shown on the node. */
  fileName: z.string().max(255).optional(),
  input: z.string().max(100).optional(),
});
type FileInputData = z.infer<typeof schema>;

const text: Port = { name: "text", type: "text" };

const outputsOf: Record<FileInputData["as"], Port[]> = {
  text: [text],
  csv: [{ name: "items", type: "json", list: true }],
  json: [{ name: "items", type: "json", listIfArray: true }],
  jsonl: [{ name: "items", type: "json", list: true }],
  document: [text, { name: "pages", type: "text", list: true }, { name: "file", type: "file" }],
};
const images: Port = { name: "images", type: "image", list: true };

/**
 * A file as one text, as its rows, as the JSON of its lines, or as its JSON: an array is a list of items, anything else
 * one value. A document is its text, its pages and itself. A file given with the run may be an asset or its content,
 * that of a document a data URL too.
 */
export const fileInputNode: NodeKind<typeof schema> = {
  version: 1,
  schema,
  defaults: () => ({ as: "text" }),
  ports: ({ as, scans }) => ({
    inputs: [],
    outputs: as === "document" && scans === "pictures" ? [...outputsOf[as], images] : outputsOf[as],
  }),
  problem: (data, { runInputs }) => {
    if ((givenTo(data, runInputs) ?? data.asset) !== undefined) return undefined;
    return { fault: "has no file: choose one", missing: { kind: "file" } };
  },
  takesInput: true,
  execute: async (context) => ({ output: await read(context) }),
};

async function read(context: NodeContext<FileInputData>): Promise<PortValues> {
  const { data, runInputs, assets } = context;
  const content = givenTo(data, runInputs) ?? data.asset;
  if (content === undefined) throw new AppError("invalid_request", "No file was chosen.");
  if (data.as === "document") return readDocument(content, context);
  if (data.as !== "text" && Array.isArray(content)) return { items: content };
  const text = isAssetRef(content) ? await assets.toText(content) : toText(content);
  switch (data.as) {
    case "text":
      return { text };
    case "csv":
      return { items: await toItems(text, { as: "csv" }, context) };
    case "jsonl":
      return { items: await toItems(text, { as: "jsonl", what: data.fileName ?? "The file" }, context) };
    case "json":
      return { items: await jsonOf(text, data.fileName ?? "The file", context) };
  }
}

async function readDocument(content: Value, context: NodeContext<FileInputData>): Promise<PortValues> {
  const { data, assets, work, signal, onNotice } = context;
  const file = isAssetRef(content) ? content : await assets.keep(toContent(content));
  const images: Value[] = [];
  const parts = work.readDocument(await assets.toBytes(file), { scans: data.scans, asset: file.asset }, signal);
  const { unit, pages } = await gatherDocument(parts, {
    onNotice,
    onPicture: async (picture) => void images.push(await assets.keep(picture)),
  });
  const isChosen = data.fileName !== undefined && content === data.asset;
  return {
    text: joinPages(unit, pages),
    pages: pages.map(({ text }) => text),
    file: isChosen ? { ...file, name: data.fileName ?? "" } : file,
    ...(data.scans === "pictures" ? { images } : {}),
  };
}

/** A data URL as it is, anything else as the bytes of a text. */
function toContent(content: Value): string | Uint8Array {
  const text = toText(content);
  return text.startsWith("data:") ? text : new TextEncoder().encode(text);
}

/** An array is read in parts: files are large. */
async function jsonOf(text: string, what: string, context: NodeContext<unknown>): Promise<Value> {
  return /^\s*\[/.test(text) ? toItems(text, { as: "json", what }, context) : parseJson(text, what);
}
