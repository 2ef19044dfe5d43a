import { AppError } from "@/types/errors";
import { OLD_OFFICE_BEGIN, PDF_BEGIN, ZIP_BEGIN } from "./containerType";
import { readText } from "./decodeText";
import { imageTypeOf } from "./imageType";

/** What a document is read as. Text is Markdown, CSV, JSON, or nothing of the kind. */
export type DocumentKind = "pdf" | "docx" | "pptx" | "xlsx" | "epub" | "html" | "text";

const office = "application/vnd.openxmlformats-officedocument";
export const documentMimes: Record<DocumentKind, string> = {
  pdf: "application/pdf",
  docx: `${office}.wordprocessingml.document`,
  pptx: `${office}.presentationml.presentation`,
  xlsx: `${office}.spreadsheetml.sheet`,
  epub: "application/epub+zip",
  html: "text/html",
  text: "text/markdown",
};

/** What is said of a file that is none of these. */
export const KNOWN_DOCUMENTS = "PDF, DOCX, PPTX, XLSX, EPUB, HTML and Markdown";

/** What stands in each kind of package as it is: names of its files, and the type of a book. */
const packages: readonly (readonly [name: string, kind: DocumentKind])[] = [
  ["application/epub+zip", "epub"],
  ["META-INF/container.xml", "epub"],
  ["word/document", "docx"],
  ["ppt/presentation", "pptx"],
  ["xl/workbook.xml", "xlsx"],
];

/** Names of streams in the older container of Office files, and what to do about such a file. */
const oldContainers: readonly (readonly [stream: string, words: string])[] = [
  [
    "EncryptedPackage",
    "This file is protected with a password. Open it in its program, take the password off, and save it again.",
  ],
  ["WordDocument", "This is a Word file of the old kind (.doc). Save it as .docx or PDF."],
  ["PowerPoint Document", "This is a PowerPoint file of the old kind (.ppt). Save it as .pptx or PDF."],
  ["Workbook", "This is an Excel file of the old kind (.xls). Save it as .xlsx or CSV."],
];

/** The specification lets something stand before the head. Source: ISO 32000-1, annex H.3.4.1 */
const PDF_HEAD_BYTES = 1024;
const HEAD_BYTES = 4096;

/**
 * What a document is by its bytes, whatever it is called.
 * @throws AppError `unsupported_file`, with what to do, for bytes that are none that can be read
 */
export function documentKindOf(bytes: Uint8Array): DocumentKind {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.length === 0) throw refused("This file is empty.");
  if (imageTypeOf(bytes) !== undefined) throw refused("This is a picture, not a document. Put it on an Image node.");
  if (startsWith(buffer, PDF_BEGIN)) return "pdf";
  if (startsWith(buffer, ZIP_BEGIN)) return packageKind(buffer);
  if (startsWith(buffer, OLD_OFFICE_BEGIN)) throw oldContainer(buffer);
  if (startsWith(buffer, "{\\rtf")) throw refused("This is an RTF file. Save it as .docx or PDF.");
  const text = readText(bytes);
  if (isHtml(text ?? headOf(buffer))) return "html";
  if (text !== undefined) return "text";
  if (buffer.subarray(0, PDF_HEAD_BYTES).includes(PDF_BEGIN)) return "pdf";
  const isOtherText = !headOf(buffer).includes("\0");
  throw refused(
    isOtherText
      ? "This file is not in UTF-8, or no text. Save it as UTF-8."
      : `This is none of the documents that can be read: ${KNOWN_DOCUMENTS}.`,
  );
}

/** Comments and the head of an XML file may stand before what a page begins with. */
function isHtml(text: string): boolean {
  const head = text.slice(0, HEAD_BYTES).trimStart();
  return head.startsWith("<") && /<(?:!doctype\s+html|html)\b/i.test(head);
}

/** In letters that all encodings have in common. */
function headOf(buffer: Buffer): string {
  return buffer.subarray(0, HEAD_BYTES).toString("latin1");
}

function startsWith(buffer: Buffer, begin: string): boolean {
  return buffer.subarray(0, begin.length).equals(Buffer.from(begin, "latin1"));
}

function packageKind(buffer: Buffer): DocumentKind {
  const kind = packages.find(([name]) => buffer.includes(name))?.[1];
  if (kind !== undefined) return kind;
  throw refused(`This is an archive, or a document of a kind that cannot be read. There are: ${KNOWN_DOCUMENTS}.`);
}

function oldContainer(buffer: Buffer): AppError {
  const words = oldContainers.find(([stream]) => buffer.includes(stream, 0, "utf16le"))?.[1];
  return refused(words ?? "This is an Office file of the old kind. Save it as .docx, .pptx or .xlsx, or as PDF.");
}

function refused(words: string): AppError {
  return new AppError("unsupported_file", words);
}
