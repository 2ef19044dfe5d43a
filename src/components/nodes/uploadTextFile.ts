import { toShownError } from "@/components/ErrorNote";
import { bytesText } from "@/components/language/sizes";
import { nodes as words } from "@/components/messages/nodes";
import { toast } from "@/components/ui/toast";
import type { nodeKinds } from "@/lib/nodes/nodeKinds";
import { uploadAsset } from "@/store/endpoints";
import { readTextFile } from "./readTextFile";
import { isPicture } from "./uploadPicture";

export const ACCEPTED_TEXT_FILES = ".csv,.tsv,.json,.jsonl,.ndjson,.txt,.md,text/*,application/json";

/** The cap of `POST /api/assets`, in bytes. */
const MAX_BYTES = 20 * 1024 * 1024;

export type FileData = ReturnType<typeof nodeKinds.fileInput.schema.parse>;

/** What a file is by its name or its type: browsers know no type for many text files. */
export function isTextFile(file: File): boolean {
  return /\.(csv|tsv|jsonl?|ndjson|txt|md)$/i.test(file.name) || file.type.startsWith("text/") || isJson(file);
}

function isJson(file: File): boolean {
  return file.type === "application/json" || /\.json$/i.test(file.name);
}

type TextAs = Exclude<FileData["as"], "document">;

function readAs(file: File): TextAs {
  if (/\.(jsonl|ndjson)$/i.test(file.name)) return "jsonl";
  if (isJson(file)) return "json";
  return /\.(csv|tsv)$/i.test(file.name) || file.type === "text/csv" ? "csv" : "text";
}

/** The text of a file, whatever it is called; undefined after telling the person that it is a picture. */
async function readIfText(file: File) {
  return (await isPicture(file)) ? void toast.error(words.file.picture) : readTextFile(file);
}

/** A list keeps its text in the document, which is saved as a whole after every edit; in bytes. */
const MAX_LIST_BYTES = 500_000;

const splits = { text: "lines", csv: "csv", json: "json", jsonl: "jsonl" } as const;

/** Reads a text file as the data of a list node, or answers undefined after telling the person why not. */
export async function readListFile(file: File) {
  if (!isTextFile(file)) return void toast.error(words.file.wrongType);
  if (file.size > MAX_LIST_BYTES) return void toast.error(words.list.tooLarge(bytesText(MAX_LIST_BYTES)));
  const read = await readIfText(file);
  return read && { text: read.text, split: splits[readAs(file)] };
}

/** Plain text goes as Markdown: the server refuses `text/plain`, which a foreign page's form could send too. */
const mimes: Record<TextAs, string> = {
  text: "text/markdown",
  csv: "text/csv",
  json: "application/json",
  jsonl: "text/markdown",
};

/** Puts a text file on the server; the data of a file node, or undefined after telling the person why not. */
export async function uploadTextFile(file: File): Promise<FileData | undefined> {
  if (!isTextFile(file)) return void toast.error(words.file.wrongType);
  if (file.size > MAX_BYTES) return void toast.error(words.file.tooLarge(bytesText(MAX_BYTES)));
  const as = readAs(file);
  const read = await readIfText(file);
  if (read === undefined) return undefined;
  try {
    const asset = await uploadAsset(new Blob([read.saysItself ? file : read.text], { type: mimes[as] }));
    return { asset, as, fileName: file.name.slice(0, 255) };
  } catch (error) {
    return void toast.error(toShownError(error).message);
  }
}
