import { type DocumentKind, documentKindOf } from "@/lib/documentType";
import type { DocumentPart, ScanWay } from "@/lib/nodes/nodeKind";
import { AppError, isAppError } from "@/types/errors";

export interface DocumentInput {
  bytes: Uint8Array;
  scans?: ScanWay;
}

/** Of all pages, in UTF-16 units: a thousand pages of a book are three million. */
const MAX_CHARACTERS = 50_000_000;

type Reader = (input: DocumentInput) => AsyncIterable<DocumentPart>;

/** The libraries are large: each is loaded when a document of its kind comes. */
const readers: Record<DocumentKind, () => Promise<Reader>> = {
  pdf: async () => (await import("./pdf")).readPdf,
  docx: async () => (await import("./docx")).readDocx,
  pptx: async () => (await import("./pptx")).readPptx,
  xlsx: async () => (await import("./xlsx")).readXlsx,
  epub: async () => (await import("./epub")).readEpub,
  html: async () => (await import("./html")).readHtml,
  text: async () => (await import("./plainText")).readPlainText,
};

/**
 * A document in parts. @throws AppError `unsupported_file` for what cannot be read and for a scan, `too_large`
 */
export async function* readDocument(input: DocumentInput): AsyncGenerator<DocumentPart> {
  const kind = documentKindOf(input.bytes);
  let characters = 0;
  try {
    const read = await readers[kind]();
    for await (const part of read(input)) {
      if ("page" in part) characters += part.page.length;
      if (characters > MAX_CHARACTERS) throw new AppError("too_large", tooMuchText);
      yield part;
    }
  } catch (error) {
    throw isAppError(error) ? error : broken(kind, error);
  }
}

const tooMuchText = "This document has more text than can be worked on at once. Split it into several files.";

/** What a library says of a file is of no help to whoever has it, and is all that can be known. */
function broken(kind: DocumentKind, cause: unknown): AppError {
  const why = cause instanceof Error ? cause.message.slice(0, 200) : "";
  const message = `This ${kind.toUpperCase()} file cannot be read; it seems to be broken. Open it in its program and save it again.`;
  return new AppError("unsupported_file", message, { why }, { cause });
}
