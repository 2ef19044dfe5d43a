import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { PDFDocumentProxy } from "pdfjs-dist";
import type { DocumentPart } from "@/lib/nodes/nodeKind";
import { AppError } from "@/types/errors";
import type { Notice } from "@/types/llm";
import { paint } from "./pdfPicture";
import { textOf } from "./pdfText";
import type { DocumentInput } from "./readDocument";

const MAX_PAGES = 5000;
/** Each is painted in about a quarter of a second. */
const MAX_PICTURES = 200;
/** A picture in the file that is larger is left out: it would take 256 MB. */
const MAX_PICTURE_PIXELS = 64_000_000;

/** The text of each page, in the order in which the file draws it; pages without text as pictures where wanted. */
export async function* readPdf({ bytes, scans }: DocumentInput): AsyncGenerator<DocumentPart> {
  const document = await open(bytes);
  const { numPages } = document;
  if (numPages === 0) throw new AppError("unsupported_file", "This PDF file has no pages.");
  if (numPages > MAX_PAGES) throw tooLong(numPages, MAX_PAGES, "read");
  yield { unit: "page", pages: numPages };
  const empty: number[] = [];
  for (let number = 1; number <= numPages; number++) {
    const page = await document.getPage(number);
    const text = textOf(await page.getTextContent());
    page.cleanup();
    if (text === "") empty.push(number);
    yield { page: text };
  }
  if (empty.length === 0) return;
  if (empty.length === numPages && scans === undefined) throw isScan(numPages);
  if (scans === "pictures" && empty.length > MAX_PICTURES)
    throw tooLong(empty.length, MAX_PICTURES, "made into pictures");
  yield { notice: withoutText(empty, numPages, scans === "pictures") };
  if (scans !== "pictures") return;
  for (const number of empty) yield { picture: await paint(await document.getPage(number)) };
}

async function open(bytes: Uint8Array): Promise<PDFDocumentProxy> {
  const { getDocument, PasswordException } = await import("pdfjs-dist/legacy/build/pdf.mjs");
  const home = dirname(createRequire(import.meta.url).resolve("pdfjs-dist/package.json"));
  const inHome = (name: string) => `${join(home, name)}/`;
  try {
    return await getDocument({
      data: bytes,
      cMapUrl: inHome("cmaps"),
      standardFontDataUrl: inHome("standard_fonts"),
      wasmUrl: inHome("wasm"),
      iccUrl: inHome("iccs"),
      disableFontFace: true,
      useSystemFonts: false,
      maxImageSize: MAX_PICTURE_PIXELS,
      verbosity: 0,
    }).promise;
  } catch (error) {
    if (!(error instanceof PasswordException)) throw error;
    throw new AppError(
      "unsupported_file",
      "This PDF is protected with a password. Save it without one (printing it to a PDF does), and choose that.",
    );
  }
}

function isScan(pages: number): AppError {
  const none = pages === 1 ? "its page has no text" : `none of its ${pages} pages has text`;
  return new AppError(
    "unsupported_file",
    `This PDF is a scan: ${none}. Let the node give its pages as pictures to a model that sees, or wire the file itself into a model that takes PDF.`,
    { scan: true, pages },
  );
}

function tooLong(pages: number, most: number, what: string): AppError {
  return new AppError("too_large", `${pages} pages of this PDF are to be ${what}; ${most} is the most. Split it.`);
}

const MAX_NAMED = 20;

function withoutText(empty: number[], pages: number, painted: boolean): Notice {
  const named = empty.slice(0, MAX_NAMED).join(", ");
  const more = empty.length > MAX_NAMED ? ` and ${empty.length - MAX_NAMED} more` : "";
  const which = empty.length === pages ? `None of the ${pages} pages has` : `Of ${pages} pages, these have no`;
  const list = empty.length === pages ? "" : `: ${named}${more}`;
  const then = painted ? " They are given as pictures." : " They may be scans; the node can give them as pictures.";
  return { code: "pages_without_text", message: `${which} text${list}.${then}` };
}
