import type { NodeType } from "@/lib/nodes/nodeKinds";
import { providerIds } from "@/types/providerTable";
import type { BananaNode } from "./format";
import type { ImportNote } from "./notes";

export interface ReadNode {
  type: NodeType;
  data: Record<string, unknown>;
  /** A data URL, still to be kept as an asset. */
  picture?: string;
}

type Reader = (data: BananaNode["data"], note: (note: ImportNote) => void, name: string) => ReadNode;

/** What becomes of each kind. */
const readers: Record<string, Reader> = {
  prompt: ({ prompt }) => ({ type: "prompt", data: { text: textOf(prompt) } }),
  promptConstructor: ({ template, prompt }) => ({
    type: "prompt",
    data: { text: withPlaces(textOf(template) || textOf(prompt)) },
  }),
  llmGenerate: readModel,
  imageInput: readPicture,
  output: () => ({ type: "output", data: { format: "auto" } }),
  array: readList,
};

export const knownTypes: ReadonlySet<string> = new Set([
  ...Object.keys(readers),
  ...["nanoBanana", "annotation", "splitGrid", "generateVideo"],
]);

/** A node as one of ours. One without a counterpart becomes a note that names its kind and keeps its data. */
export function readNode({ type, data }: BananaNode, note: (note: ImportNote) => void, name: string): ReadNode {
  const reader = Object.hasOwn(readers, type) ? readers[type] : undefined;
  if (reader !== undefined) return reader(data, note, name);
  note({ code: "kind", node: name, type });
  return {
    type: "note",
    data: { text: `**${type}**\n\n\`\`\`json\n${JSON.stringify(withoutBytes(data), null, 2)}\n\`\`\`` },
  };
}

/** `@name` is a place there. */
function withPlaces(template: string): string {
  return template.replace(/(?<![\w.])@([A-Za-z_]\w*)/g, "{{$1}}");
}

function readModel(data: BananaNode["data"], note: (note: ImportNote) => void, name: string): ReadNode {
  const named = textOf(data.provider);
  const provider = providerIds.find((id) => id === named) ?? "openai-auth";
  if (named !== provider) note({ code: "provider", node: name, provider: named });
  const { temperature, maxTokens } = data;
  const system = textOf(data.systemPrompt);
  return {
    type: "llmGenerate",
    data: {
      provider,
      model: textOf(data.model).slice(0, 200),
      ...(typeof temperature === "number" && temperature >= 0 && temperature <= 2 ? { temperature } : {}),
      ...(typeof maxTokens === "number" && Number.isInteger(maxTokens) && maxTokens > 0 ? { maxTokens } : {}),
      ...(system === "" ? {} : { system }),
    },
  };
}

function readPicture(data: BananaNode["data"], note: (note: ImportNote) => void, name: string): ReadNode {
  const file = textOf(data.filename).slice(0, 255);
  const picture = textOf(data.image);
  const settings = file === "" ? {} : { fileName: file };
  if (picture.startsWith("data:image/")) return { type: "imageInput", data: settings, picture };
  const reference = textOf(data.imageRef) || picture;
  if (reference !== "") note({ code: "picture", node: name, file: file || reference.slice(0, 200) });
  return { type: "imageInput", data: {} };
}

function readList(data: BananaNode["data"], note: (note: ImportNote) => void, name: string): ReadNode {
  const text = textOf(data.text) || textOf(data.inputText);
  const delimiter = textOf(data.delimiter).slice(0, 100);
  if (data.splitMode === "regex") {
    note({ code: "pattern", node: name, pattern: textOf(data.regexPattern) });
    return { type: "list", data: { text, split: "lines" } };
  }
  return data.splitMode === "newline" || delimiter === ""
    ? { type: "list", data: { text, split: "lines" } }
    : { type: "list", data: { text, split: "delimiter", delimiter } };
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}

/** Pictures and clips are too long to stand in a note. */
const MAX_KEPT_CHARACTERS = 4000;

function withoutBytes(data: Record<string, unknown>): Record<string, unknown> {
  const isKept = (value: unknown) => (JSON.stringify(value) ?? "").length <= MAX_KEPT_CHARACTERS;
  return Object.fromEntries(Object.entries(data).filter(([, value]) => isKept(value)));
}
