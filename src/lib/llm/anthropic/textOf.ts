import { asText, type JsonObject } from "@/lib/llm/narrow";

export function isBlank(text: string | undefined): boolean {
  return text === undefined || text.trim() === "";
}

/** What stands between two texts of an answer that something else parts; nothing where neighbours are one text. */
export function gapAfter(text: string, isParted: boolean): string {
  return isParted && text !== "" && !text.endsWith("\n") ? "\n\n" : "";
}

/** The text of an answer by its blocks. */
export function textOf(blocks: readonly JsonObject[]): string {
  let text = "";
  let isParted = false;
  for (const block of blocks) {
    const piece = block.type === "text" ? (asText(block.text) ?? "") : "";
    if (block.type !== "text") isParted = true;
    if (piece === "") continue;
    text += gapAfter(text, isParted) + piece;
    isParted = false;
  }
  return text;
}
