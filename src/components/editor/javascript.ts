import { StreamLanguage, type StringStream } from "@codemirror/language";

const keywords = new Set(
  "async await break case catch class const continue default delete do else export extends finally for from function get if import in instanceof let new of return set static super switch this throw try typeof var void while with yield".split(
    " ",
  ),
);
const atoms = new Set(["true", "false", "null", "undefined", "NaN", "Infinity"]);

interface Where {
  /** What goes on over the end of a line: a comment, or a text in backquotes. */
  inside?: "comment" | "template";
}

/** Enough of JavaScript to colour it: words, texts, numbers, comments. */
export const javascript = StreamLanguage.define<Where>({
  name: "javascript",
  startState: () => ({}),
  token: (stream, where) => {
    if (where.inside !== undefined) return goOn(stream, where);
    if (stream.eatSpace()) return null;
    if (stream.match("//")) {
      stream.skipToEnd();
      return "comment";
    }
    if (stream.match("/*")) return goOn(stream, Object.assign(where, { inside: "comment" }));
    if (stream.match("`")) return goOn(stream, Object.assign(where, { inside: "template" }));
    if (stream.match(/^"(?:[^"\\]|\\.)*"?|^'(?:[^'\\]|\\.)*'?/)) return "string";
    if (stream.match(/^(?:0[xob][\da-f_]+|\d[\d_]*(?:\.[\d_]+)?(?:e[+-]?\d+)?)n?/i)) return "number";
    const word = stream.match(/^[\p{L}_$][\p{L}\p{N}_$]*/u);
    if (Array.isArray(word)) return lookOf(word[0], stream);
    stream.next();
    return null;
  },
  languageData: { commentTokens: { line: "//", block: { open: "/*", close: "*/" } }, indentOnInput: /^\s*[}\])]$/ },
});

function lookOf(word: string, stream: StringStream): string | null {
  if (keywords.has(word)) return "keyword";
  if (atoms.has(word)) return "atom";
  return stream.match(/^\s*:(?!:)/, false) ? "propertyName" : null;
}

function goOn(stream: StringStream, where: Where): string {
  const end = where.inside === "comment" ? /^.*?\*\// : /^(?:[^`\\]|\\.)*`/;
  const look = where.inside === "comment" ? "comment" : "string";
  if (stream.match(end)) where.inside = undefined;
  else stream.skipToEnd();
  return look;
}
