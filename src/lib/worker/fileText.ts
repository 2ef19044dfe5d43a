import { createHash } from "node:crypto";
import { splitDataUrl } from "@/lib/dataUrl";
import { gatherDocument, joinPages } from "@/lib/nodes/documentText";
import type { NodeWork } from "@/lib/nodes/nodeKind";
import type { InputFile } from "@/types/llm";

/** A node asks for the same file once per item, one item after the other. */
const KEPT_TEXTS = 4;

/**
 * The text of a file with page marks, for models that take no files. The texts of the last few files are kept.
 * @throws AppError `unsupported_file` for a scan and what else cannot be read, `too_large`
 */
export function createFileText({ readDocument }: Pick<NodeWork, "readDocument">) {
  const kept = new Map<string, Promise<string>>();
  const read = async (bytes: Uint8Array): Promise<string> => {
    const { unit, pages } = await gatherDocument(readDocument(bytes, {}));
    return joinPages(unit, pages);
  };
  return ({ dataUrl }: InputFile): Promise<string> => {
    const bytes = Buffer.from(splitDataUrl(dataUrl).base64, "base64");
    const key = createHash("sha256").update(bytes).digest("base64");
    const text = kept.get(key) ?? read(bytes);
    // The one that was asked for last stands last.
    kept.delete(key);
    kept.set(key, text);
    for (const oldest of [...kept.keys()].slice(0, -KEPT_TEXTS)) kept.delete(oldest);
    text.catch(() => {
      if (kept.get(key) === text) kept.delete(key);
    });
    return text;
  };
}
