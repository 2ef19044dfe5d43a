import { decodeText } from "@/lib/decodeText";
import type { DocumentPart } from "@/lib/nodes/nodeKind";
import { AppError } from "@/types/errors";
import type { DocumentInput } from "./readDocument";

/** Markdown, or any text, as it stands. */
export async function* readPlainText({ bytes }: DocumentInput): AsyncGenerator<DocumentPart> {
  const text = decodeText(bytes, "This file");
  if (text.trim() === "") throw new AppError("unsupported_file", "This file has no text in it.");
  yield { unit: "document", pages: 1 };
  yield { page: text };
}
