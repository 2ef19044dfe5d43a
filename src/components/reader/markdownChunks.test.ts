import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chunkMarkdown, marksIn } from "./markdownChunks";

const paragraph = (length: number) => "word ".repeat(length / 5).trim();
const source = { number: 1, url: "https://example.com", title: "A" };

describe("chunkMarkdown", () => {
  it("leaves a short text whole, and loses no sign of any", () => {
    expect(chunkMarkdown("# A\n\nB").chunks).toEqual([{ text: "# A\n\nB", start: 0, end: 6, lead: 0 }]);
    const pieces = fc.constantFrom(
      "# Head\n\n",
      `${paragraph(3_000)}\n\n`,
      "```js\n",
      "```\n",
      "| a | b |\n| - | - |\n",
      "x\n",
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 40 }), (parts) => {
        const text = parts.join("");
        const { chunks } = chunkMarkdown(text);
        expect(chunks.map(({ start, end }) => text.slice(start, end)).join("")).toBe(text);
        for (const { text: part, start, end, lead } of chunks) {
          expect(part.slice(lead, lead + end - start)).toBe(text.slice(start, end));
        }
      }),
    );
  });

  it("cuts before a block, never within code or a list item's own paragraphs", () => {
    const code = `\`\`\`js\n${"a\n\nb\n".repeat(1_000)}\`\`\`\n\n`;
    const text = `${paragraph(5_000)}\n\n${code}- item\n\n  ${paragraph(5_000)}\n\nend`;
    const { chunks } = chunkMarkdown(text);
    expect(chunks.map(({ text: part }) => part.slice(0, 6))).toEqual(["word w", "```js\n", "- item", "end"]);
  });

  it("goes on with code that is too long for one part as code, and with a table under its head", () => {
    const code = chunkMarkdown(`\`\`\`py\n${"x = 1\n".repeat(6_000)}\`\`\`\n`).chunks;
    expect(code.length).toBeGreaterThan(2);
    for (const { text } of code) expect(text).toMatch(/^```py\n[\s\S]*\n```\n$/);
    const table = chunkMarkdown(`| a | b |\n| - | - |\n${"| 1 | 2 |\n".repeat(4_000)}`).chunks;
    expect(table.length).toBeGreaterThan(2);
    for (const { text } of table) expect(text).toMatch(/^\| a \| b \|\n\| - \| - \|\n\| 1/);
  });

  it("cuts a line without end between words", () => {
    const { chunks } = chunkMarkdown(paragraph(100_000));
    expect(chunks.length).toBeGreaterThan(3);
    expect(Math.max(...chunks.map(({ text }) => text.length))).toBeLessThan(40_000);
  });

  it("gives each part the addresses that its links name", () => {
    const { chunks } = chunkMarkdown(`[here][a] ${paragraph(5_000)}\n\nplain\n\n[A]: https://example.com/a\n`);
    expect(chunks).toHaveLength(2);
    expect(chunks[0]?.text).toContain("\n\n[A]: https://example.com/a");
  });

  it("lists the headings with their places, without what only looks like one", () => {
    const text =
      "# One `two`\n\n```\n# no\n```\n\nThree\n=====\n\n## **Four** ##\n\n- a\n---\n\n[x](https://e.com) five\n---\n";
    expect(
      chunkMarkdown(text).headings.map(({ at, level, text: title }) => [text.slice(at, at + 3), level, title]),
    ).toEqual([
      ["# O", 1, "One two"],
      ["Thr", 1, "Three"],
      ["## ", 2, "Four"],
      ["[x]", 2, "x five"],
    ]);
  });
});

describe("marksIn", () => {
  it("gives the marks of a part at their places there, behind what was put before it", () => {
    const chunk = { text: "```\nabc", start: 100, end: 103, lead: 4 };
    const marks = [100, 101, 103, 104].map((at) => ({ at, source }));
    expect(marksIn(chunk, marks)).toEqual([
      { at: 5, source },
      { at: 7, source },
    ]);
  });
});
