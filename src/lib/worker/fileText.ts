import { gatherDocument, joinPages } from "@/lib/nodes/documentText";
import type { NodeWork } from "@/lib/nodes/nodeKind";
import type { InputFile } from "@/types/llm";

/**
 * The text of a file with page marks, for models that take no files.
 * @throws AppError `unsupported_file` for a scan and what else cannot be read, `too_large`
 */
export function createFileText({ readDocument }: Pick<NodeWork, "readDocument">) {
  return async ({ dataUrl }: InputFile): Promise<string> => {
    const bytes = Buffer.from(dataUrl.slice(dataUrl.indexOf(",") + 1), "base64");
    const { unit, pages } = await gatherDocument(readDocument(bytes, {}));
    return joinPages(unit, pages);
  };
}
