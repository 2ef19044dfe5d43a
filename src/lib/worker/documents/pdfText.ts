import type { PDFPageProxy } from "pdfjs-dist";

type Content = Awaited<ReturnType<PDFPageProxy["getTextContent"]>>;

/** From one line to the next in heights of a letter, above which a paragraph ends. */
const PARAGRAPH_GAP = 2;

/** Lines as lines, with a blank one where the page leaves more room. */
export function textOf({ items }: Content): string {
  let text = "";
  let above: { y: number; height: number } | undefined;
  for (const item of items) {
    if (!("str" in item)) continue;
    const y: number = item.transform[5];
    if (item.str.trim() !== "") {
      if (above !== undefined && text.endsWith("\n") && above.y - y > above.height * PARAGRAPH_GAP) text += "\n";
      above = { y, height: item.height };
    }
    text += item.hasEOL ? `${item.str}\n` : item.str;
  }
  // Some fonts have no letter for what they draw.
  return text
    .replaceAll("\0", "")
    .replace(/[ \t]+$/gm, "")
    .trim();
}
