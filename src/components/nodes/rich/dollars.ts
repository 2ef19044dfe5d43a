/** Whether a text may hold formulas. */
export function mayHaveMath(text: string): boolean {
  return /\$|\\[([]/.test(text);
}

/** What stands in a code block or a code span is no formula; the others are those of TeX. */
const texBrackets = /(^ {0,3}(`{3,}|~{3,})[\s\S]*?^ {0,3}\2|`[^`\n]*`)|\\\(([\s\S]+?)\\\)|\\\[([\s\S]+?)\\\]/gm;

/** Writes `\(x\)` and `\[x\]` with dollars, sign for sign, so that every place in the text stays where it was. */
export function withDollars(text: string): string {
  return text.replace(texBrackets, (all, code: string | undefined, _, inline?: string, display?: string) =>
    code === undefined ? `$$$$${inline ?? display}$$$$` : all,
  );
}
