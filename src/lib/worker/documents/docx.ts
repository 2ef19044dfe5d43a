import { zipSync } from "fflate";
import type { Element, ElementContent, RootContent } from "hast";
import mammoth from "mammoth";
import type { DocumentPart } from "@/lib/nodes/nodeKind";
import { AppError } from "@/types/errors";
import { openArchive } from "./archive";
import { bodyOf, parseHtml } from "./html";
import { markdownOf } from "./markdown";
import type { DocumentInput } from "./readDocument";

/** The text as Markdown; where somebody broke a page by hand, in pages. Pictures are left out. */
export async function* readDocx({ bytes }: DocumentInput): AsyncGenerator<DocumentPart> {
  const { value } = await mammoth.convertToHtml(
    { buffer: textsOf(bytes) },
    {
      styleMap: ["br[type='page'] => hr.new-page"],
      convertImage: mammoth.images.imgElement(async () => ({ src: "" })),
    },
  );
  const pages = splitAtBreaks(bodyOf(parseHtml(value)).children).map((children) =>
    markdownOf({ type: "root", children }),
  );
  const written = pages.length > 1 && pages.at(-1) === "" ? pages.slice(0, -1) : pages;
  if (written.every((page) => page === "")) throw new AppError("unsupported_file", "This document has no text in it.");
  yield { unit: written.length === 1 ? "document" : "page", pages: written.length };
  for (const page of written) yield { page };
}

/** The package without its media, unpacked within the limits: the library unpacks whatever it is given. */
function textsOf(bytes: Uint8Array): Buffer {
  const archive = openArchive(bytes, (name) => /\.(?:xml|rels)$/i.test(name));
  const parts = archive.names.map((name) => [name, archive.bytes(name) ?? new Uint8Array()]);
  return Buffer.from(zipSync(Object.fromEntries(parts), { level: 0 }));
}

function splitAtBreaks(content: (RootContent | ElementContent)[]): RootContent[][] {
  const pages: RootContent[][] = [[]];
  for (const node of content) {
    if (node.type === "element" && isBreak(node)) pages.push([]);
    else pages.at(-1)?.push(node);
  }
  return pages;
}

function isBreak({ tagName, properties }: Element): boolean {
  return tagName === "hr" && Array.isArray(properties.className) && properties.className.includes("new-page");
}
