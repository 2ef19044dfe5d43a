import { isTakenBack, type RunLabel, runLabelSchema } from "@/types/labels";

/** A label as a line of JSON, the same in every form of the store. */
export function toLabelLine({ node, row, label, note = "", by, at }: RunLabel): string {
  return JSON.stringify({
    node,
    row,
    label,
    ...(note === "" ? {} : { note }),
    ...(by === undefined ? {} : { by }),
    at,
  });
}

/**
 * Labels by their rows, of lines of which the last on a row holds, by node and row. Lines that nobody can read are left
 * out: a crash may have torn one.
 */
export function parseLabelLines(text: string): RunLabel[] {
  const labels = new Map<string, RunLabel>();
  for (const line of text.split("\n")) {
    const label = parseLine(line);
    if (label === undefined) continue;
    const key = `${label.node} ${label.row}`;
    if (isTakenBack(label)) labels.delete(key);
    else labels.set(key, label);
  }
  return [...labels.values()].sort((a, b) => (a.node === b.node ? a.row - b.row : a.node < b.node ? -1 : 1));
}

/** Without what was said before, and taken back. */
export function toLabelLines(labels: readonly RunLabel[]): string {
  return labels.map((label) => `${toLabelLine(label)}\n`).join("");
}

function parseLine(line: string): RunLabel | undefined {
  if (line === "") return undefined;
  try {
    return runLabelSchema.safeParse(JSON.parse(line)).data;
  } catch {
    return undefined;
  }
}
