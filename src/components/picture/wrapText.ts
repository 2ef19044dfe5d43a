/** How wide a text is, in canvas pixels. */
export type Measure = (text: string) => number;

/** The lines of a text in a box of this width, as many as it is high; the last one tells that there is more. */
export function wrapText(text: string, width: number, maxLines: number, measure: Measure): string[] {
  const lines: string[] = [];
  // More than a box can show is not looked at.
  for (const paragraph of text.slice(0, 20_000).split(/\r?\n/)) {
    if (lines.length > maxLines) break;
    lines.push(...wrapParagraph(paragraph, width, maxLines + 1 - lines.length, measure));
  }
  if (lines.length <= maxLines) return lines;
  const shown = lines.slice(0, maxLines);
  const last = shown.pop();
  return last === undefined ? [] : [...shown, `${last.slice(0, -1).trimEnd()}…`];
}

function wrapParagraph(paragraph: string, width: number, most: number, measure: Measure): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of paragraph.match(/\S+\s*|\s+/g) ?? [""]) {
    for (const piece of pieces(word, width, measure)) {
      if (line !== "" && measure((line + piece).trimEnd()) > width) {
        lines.push(line.trimEnd());
        line = "";
        if (lines.length >= most) return lines;
      }
      line += piece;
    }
  }
  return [...lines, line.trimEnd()];
}

/** A word that fits, or the pieces of one that does not: scripts without spaces break anywhere. */
function pieces(word: string, width: number, measure: Measure): string[] {
  if (measure(word.trimEnd()) <= width) return [word];
  const found: string[] = [];
  let piece = "";
  for (const letter of word) {
    if (piece !== "" && measure(piece + letter) > width) {
      found.push(piece);
      piece = "";
    }
    piece += letter;
  }
  return [...found, piece];
}
