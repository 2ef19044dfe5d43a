import type { Notice } from "@/types/llm";
import type { DocumentPart, DocumentUnit } from "./nodeKind";

/** A page with what it is called, if it is a sheet or a chapter. */
export interface DocumentPage {
  text: string;
  title?: string;
}

const unitNames: Record<DocumentUnit, string> = {
  page: "Page",
  slide: "Slide",
  sheet: "Sheet",
  chapter: "Chapter",
  document: "Document",
};

/** The line above a page in the text of its document: `--- Page 3 ---`, `--- Sheet 2: Prices ---`. */
export function pageMark(unit: DocumentUnit, number: number, title?: string): string {
  return `--- ${unitNames[unit]} ${number}${title === undefined ? "" : `: ${title}`} ---`;
}

/** The whole text: each page under its mark. A document of one piece, or of one sheet, has none. */
export function joinPages(unit: DocumentUnit, pages: DocumentPage[]): string {
  const [first] = pages;
  const isOne = unit === "document" || (unit === "sheet" && pages.length === 1);
  if (isOne && first !== undefined) return first.text;
  return pages.map(({ text, title }, index) => `${pageMark(unit, index + 1, title)}\n${text}`.trimEnd()).join("\n\n");
}

/** What becomes of the parts that are neither pages nor their kind. */
export interface DocumentTakers {
  onNotice?(notice: Notice): void;
  onPicture?(picture: Uint8Array): Promise<void>;
}

/** A document that was read to its end. */
export async function gatherDocument(
  parts: AsyncIterable<DocumentPart>,
  { onNotice, onPicture }: DocumentTakers = {},
): Promise<{ unit: DocumentUnit; pages: DocumentPage[] }> {
  let unit: DocumentUnit = "document";
  const pages: DocumentPage[] = [];
  for await (const part of parts) {
    if ("unit" in part) unit = part.unit;
    else if ("page" in part) pages.push({ text: part.page, title: part.title });
    else if ("picture" in part) await onPicture?.(part.picture);
    else onNotice?.(part.notice);
  }
  return { unit, pages };
}
