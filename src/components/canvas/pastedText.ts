/** What a text from outside becomes on the canvas. */
export type PastedText = "table" | "workflow" | "text";

/** Lines that are looked at to tell a table from words. */
const SAMPLE_LINES = 50;

/** How our own documents begin, and those of Node Banana. */
const beginnings = [/^\s*\{[\s\S]*"format"\s*:\s*"patchbay\/(?:workflow|bundle)"/, /^\s*\{[\s\S]*"edgeStyle"\s*:\s*"/];

export function kindOfText(text: string): PastedText {
  const beginning = text.slice(0, 2_000);
  if (beginnings.some((pattern) => pattern.test(beginning))) return "workflow";
  return isTable(text) ? "table" : "text";
}

/**
 * Rows with the same number of cells each. Tabs come from a spreadsheet and need two rows; commas and semicolons are in
 * words too, so what they part must not begin with a space, as after a comma in a sentence.
 */
function isTable(text: string): boolean {
  const lines = text
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .slice(0, SAMPLE_LINES);
  if (lines.length < 2) return false;
  return ["\t", ",", ";"].some((delimiter) => {
    const counts = lines.map((line) => delimitersIn(line, delimiter));
    const [first] = counts;
    if (first === undefined || first.count === 0) return false;
    if (counts.some(({ count }) => count !== first.count)) return false;
    const spaced = counts.reduce((sum, { followedBySpace }) => sum + followedBySpace, 0);
    return delimiter === "\t" || spaced * 2 < first.count * counts.length;
  });
}

/** Outside of quotes: `"a, b",c` has one. */
function delimitersIn(line: string, delimiter: string): { count: number; followedBySpace: number } {
  let [count, followedBySpace, isQuoted] = [0, 0, false];
  for (let at = 0; at < line.length; at++) {
    if (line[at] === '"') isQuoted = !isQuoted;
    if (isQuoted || line[at] !== delimiter) continue;
    count++;
    if (line[at + 1] === " ") followedBySpace++;
  }
  return { count, followedBySpace };
}
