import { expect, it } from "vitest";
import { createStatusLine } from "./statusLine";

/** What a person sees of a terminal of one size, of what was written to it. */
function screenOf(written: readonly string[]): string[] {
  const lines = [""];
  let column = 0;
  for (const sign of written.join("").replaceAll("\u001b[K", "\u0000")) {
    const line = lines.at(-1) ?? "";
    if (sign === "\r") column = 0;
    else if (sign === "\n") {
      lines.push("");
      column = 0;
    } else if (sign === "\u0000") lines.splice(-1, 1, line.slice(0, column));
    else {
      lines.splice(-1, 1, line.slice(0, column) + sign + line.slice(column + 1));
      column++;
    }
  }
  return lines;
}

it("stays the last line of a terminal, with what is written above it", () => {
  const written: string[] = [];
  const stream = { columns: 40, write: (text: string) => written.push(text) > 0 };
  const line = createStatusLine(stream);
  expect(line.columns()).toBe(39);
  line.above(() => stream.write("first\n"));
  line.draw("[==  ] 2/4 and more");
  line.draw("[=== ] 3/4");
  expect(screenOf(written)).toEqual(["first", "[=== ] 3/4"]);
  line.above(() => stream.write("a\n"));
  expect(screenOf(written)).toEqual(["first", "a", "[=== ] 3/4"]);
  const before = written.length;
  line.draw("[=== ] 3/4");
  expect(written).toHaveLength(before);
  line.draw("");
  line.above(() => stream.write("last\n"));
  expect(screenOf(written)).toEqual(["first", "a", "last", ""]);
});
