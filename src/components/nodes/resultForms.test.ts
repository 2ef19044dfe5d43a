import { describe, expect, it } from "vitest";
import { toPlainText } from "./plainText";
import type { Readable } from "./readable";
import { fileStem, toForm } from "./resultForms";

const answer = (change: Partial<Readable>): Readable => ({ text: "", isStreaming: false, ...change });

describe("toForm", () => {
  it("gives an answer as Markdown with its sources, as words, and as a JSON text", async () => {
    const result = answer({
      text: "# Rivers\n\n**Long** ones.",
      sources: [{ url: "https://example.com/a", title: "A" }],
    });
    expect(await toForm([result], "markdown")).toBe(
      "# Rivers\n\n**Long** ones.\n\nSources:\n\n1. [A](<https://example.com/a>)\n",
    );
    expect(await toForm([result], "plain")).toBe("Rivers\n\nLong ones.\n\nSources:\n\n1. A (https://example.com/a)\n");
    expect(await toForm([result], "json")).toBe('"# Rivers\\n\\n**Long** ones."\n');
  });

  it("gives JSON as it is, and in a block of code where Markdown is asked for", async () => {
    const result = answer({ text: '{"a":1}', json: { a: 1 } });
    expect(await toForm([result], "json")).toBe('{\n  "a": 1\n}\n');
    expect(await toForm([result], "plain")).toBe('{\n  "a": 1\n}\n');
    expect(await toForm([result], "markdown")).toBe('```json\n{\n  "a": 1\n}\n```\n');
  });

  it("puts the results of a list one after the other, the failed ones in their places", async () => {
    const results = [
      answer({ text: "One" }),
      answer({ error: { code: "timeout", message: "Too slow." } }),
      answer({ text: "Three" }),
    ];
    expect(await toForm(results, "markdown")).toBe("One\n\n---\n\nToo slow.\n\n---\n\nThree\n");
    expect(JSON.parse(await toForm(results, "json"))).toEqual(["One", { error: "Too slow." }, "Three"]);
  });
});

describe("toPlainText", () => {
  it("keeps lists, code and tables apart and leaves the signs of Markdown out", () => {
    const markdown =
      "Intro with `code` and [a link](https://example.com).\n\n3. one\n4. two\n   - [x] done\n\n| a | b |\n| - | - |\n| 1 | 2 |\n\n```ts\nlet x = 1;\n```\n\n> said";
    expect(toPlainText(markdown)).toBe(
      "Intro with code and a link (https://example.com).\n\n3. one\n4. two\n   - [x] done\n\na\tb\n1\t2\n\nlet x = 1;\n\nsaid",
    );
  });

  it("leaves raw HTML and definitions out, and writes an address that is its own name once", () => {
    expect(toPlainText("a <b>bold</b> word <https://example.com>\n\n<div>x</div>\n\n[1]: https://example.com")).toBe(
      "a bold word https://example.com",
    );
  });
});

describe("fileStem", () => {
  it("leaves out what a file system may refuse", () => {
    expect(fileStem('Plan: a/b?\n - "Draft"')).toBe("Plan a b - Draft");
  });
});
